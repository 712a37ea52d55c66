package io.groat.notifier.webhook;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static io.groat.notifier.RunningNotifier.assertProblem;
import static io.groat.notifier.RunningNotifier.body;
import static io.groat.notifier.RunningNotifier.eventually;
import static io.groat.notifier.RunningNotifier.get;
import static io.groat.notifier.RunningNotifier.post;
import static io.groat.notifier.RunningNotifier.read;
import static io.groat.notifier.RunningNotifier.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.jayway.jsonpath.JsonPath;
import com.standardwebhooks.Webhook;
import io.groat.event.EventType;
import io.groat.event.TraceParent;
import io.groat.notifier.Outside;
import io.groat.notifier.Outside.Received;
import io.groat.notifier.RunningNotifier;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.netty.http.server.HttpServerResponse;

/** Webhooks, from their making to real receivers, good ones and bad ones. */
class WebhookIT {

    private final RunningNotifier notifier = RunningNotifier.shared();
    private final Outside outside = Outside.shared();

    private String create(String user, String path, String more) {
        return body(post(notifier.as(user), "/v1/webhooks", "{\"url\":\"" + outside.uri() + path + "\"" + more + "}")
                .expectStatus()
                .isCreated());
    }

    private static String field(String json, String name) {
        return JsonPath.read(json, "$." + name);
    }

    private Received first(String path) {
        eventually(() -> assertThat(outside.received(path)).isNotEmpty());
        return outside.received(path).get(0);
    }

    private static Map<String, List<String>> signed(Received received) {
        return Map.of(
                "webhook-id", List.of(received.header("webhook-id")),
                "webhook-timestamp", List.of(received.header("webhook-timestamp")),
                "webhook-signature", List.of(received.header("webhook-signature")));
    }

    @Test
    void aPaymentComesSignedAsThePublishedLibraryWantsIt() throws Exception {
        String payee = user("shop");
        String endpoint = create(payee, "/signed", ",\"events\":[\"payment.completed\"]");
        String added = body(post(
                notifier.as(payee), "/v1/webhooks/" + field(endpoint, "id") + "/keys", "{\"keyType\":\"ed25519\"}"));
        String rotated = body(post(notifier.as(payee), "/v1/webhooks/" + field(endpoint, "id") + "/keys", "{}"));

        UUID payment = notifier.pay(user("ann"), payee, 4200);

        Received received = first("/signed");
        for (String secret : List.of(field(endpoint, "secret"), field(rotated, "secret"))) {
            assertThatCode(() -> new Webhook(secret).verify(received.body(), signed(received)))
                    .doesNotThrowAnyException();
        }
        assertThat(isSigned(field(added, "publicKey"), received)).isTrue();
        assertThat(JsonPath.<String>read(received.body(), "$.type")).isEqualTo("payment.completed");
        assertThat(JsonPath.<String>read(received.body(), "$.data.paymentId")).isEqualTo(payment.toString());
        assertThat(JsonPath.<Integer>read(received.body(), "$.data.amount")).isEqualTo(4200);
        assertThat(received.body()).doesNotContain("Balance");
        assertThat(body(get(notifier.as(payee), "/v1/webhooks"))).doesNotContain("whsec_");
    }

    /** Each attempt, also those that come out of the queue. */
    @Test
    void aWebhookIsInTheTraceOfItsEvent() {
        TraceParent trace = new TraceParent("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        String payee = user("shop");
        AtomicInteger tries = new AtomicInteger();
        outside.answer(
                "/traced",
                (request, response) ->
                        response.status(tries.incrementAndGet() > 1 ? 200 : 500).send());
        create(payee, "/traced", ",\"events\":[\"payment.completed\"]");

        notifier.send(List.of(RunningNotifier.payment(
                        EventType.PaymentCompleted, RunningNotifier.paymentId(), user("ann"), payee, 4200)
                .in(trace)));

        eventually(() -> assertThat(outside.received("/traced")).hasSize(2));
        assertThat(outside.received("/traced"))
                .extracting(received -> received.header("traceparent"))
                .containsOnly(trace.text());
    }

    private static boolean isSigned(String publicKey, Received received) throws Exception {
        byte[] raw = Base64.getDecoder().decode(publicKey.substring("whpk_".length()));
        byte[] encoded = HexFormat.of()
                .parseHex("302a300506032b6570032100" + HexFormat.of().formatHex(raw));
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        signature.update(
                (received.header("webhook-id") + "." + received.header("webhook-timestamp") + "." + received.body())
                        .getBytes(StandardCharsets.ISO_8859_1));
        String found = Arrays.stream(received.header("webhook-signature").split(" "))
                .filter(one -> one.startsWith("v1a,"))
                .findFirst()
                .orElseThrow();
        return signature.verify(Base64.getDecoder().decode(found.substring("v1a,".length())));
    }

    /** What a bad receiver does, and what came of the first attempt at it. */
    @ParameterizedTest
    @CsvSource({"500, status 500", "302, status 302", "429, status 429", "-1, PrematureCloseException"})
    void whatFailsIsTriedAgainUnderTheSameIdAndIsInTheLog(int status, String reason) {
        String user = user("shop");
        String path = "/fails" + status;
        AtomicInteger tries = new AtomicInteger();
        outside.answer(path, (request, response) -> {
            if (tries.incrementAndGet() > 1) {
                return response.status(200).send();
            }
            return status < 0 ? hungUp(response) : response.status(status).send();
        });
        String id = field(create(user, path, ""), "id");
        post(notifier.as(user), "/v1/webhooks/" + id + "/test", "")
                .expectStatus()
                .isAccepted();

        eventually(() -> assertThat(body(get(notifier.as(user), "/v1/webhooks/" + id + "/attempts")))
                .contains("\"status\":200", "\"number\":2"));
        List<Received> received = outside.received(path);
        assertThat(received).hasSize(2);
        assertThat(received.get(1).header("webhook-id"))
                .isEqualTo(received.get(0).header("webhook-id"));
        List<String> reasons = read(get(notifier.as(user), "/v1/webhooks/" + id + "/attempts"), "$.items[*].reason");
        assertThat(reasons).contains(reason);
    }

    private static Flux<Void> hungUp(HttpServerResponse response) {
        response.withConnection(connection -> connection.dispose());
        return Flux.never();
    }

    @Test
    void retryAfterIsWaitedFor() {
        String user = user("shop");
        outside.answer(
                "/busy",
                (request, response) -> outside.received("/busy").size() > 1
                        ? response.status(200).send()
                        : response.status(429).header("Retry-After", "2").send());
        String id = field(create(user, "/busy", ""), "id");
        post(notifier.as(user), "/v1/webhooks/" + id + "/test", "");
        eventually(() -> assertThat(outside.received("/busy")).hasSize(2));
        List<Received> received = outside.received("/busy");
        assertThat(Duration.ofNanos(received.get(1).atNanos() - received.get(0).atNanos()))
                .isGreaterThanOrEqualTo(Duration.ofMillis(1_900));
    }

    @Test
    void goneSwitchesTheEndpointOffAndItsOwnerIsTold() {
        String user = user("shop");
        outside.answer("/gone", 410);
        String id = field(create(user, "/gone", ""), "id");
        post(notifier.as(user), "/v1/webhooks/" + id + "/test", "");

        eventually(() ->
                assertThat(body(get(notifier.as(user), "/v1/webhooks/" + id))).contains("\"enabled\":false", "410"));
        eventually(() ->
                assertThat(body(get(notifier.as(user), "/v1/notifications"))).contains("webhook-disabled"));
        outside.answer("/gone", 200);
        patch(notifier.as(user), id, "{\"enabled\":true}").expectStatus().isOk();
        int before = outside.received("/gone").size();
        String since = Instant.now().minusSeconds(60).toString();
        int replayed = read(
                post(notifier.as(user), "/v1/webhooks/" + id + "/replay", "{\"since\":\"" + since + "\"}"),
                "$.replayed");
        assertThat(replayed).isEqualTo(1);
        eventually(() -> assertThat(outside.received("/gone")).hasSize(before + 1));
    }

    @Test
    void oneThatHangsDelaysNobodyElse() {
        String slow = user("slow");
        String quick = user("quick");
        outside.answer("/slow", (request, response) -> Flux.never());
        create(slow, "/slow", "");
        create(quick, "/quick", "");
        String payer = user("ann");
        notifier.send(RunningNotifier.payments(20, 1, slow));
        long before = System.nanoTime();
        notifier.pay(payer, quick, 100);
        Received received = first("/quick");
        assertThat(Duration.ofNanos(received.atNanos() - before)).isLessThan(PATIENCE.dividedBy(3));
        assertThat(outside.received("/slow").size()).isLessThan(20);
    }

    @Test
    void anothersEndpointIsNotThere() {
        String id = field(create(user("shop"), "/mine", ""), "id");
        WebTestClient other = notifier.as(user("eve"));
        get(other, "/v1/webhooks/" + id).expectStatus().isNotFound();
        patch(other, id, "{\"enabled\":false}").expectStatus().isNotFound();
        post(other, "/v1/webhooks/" + id + "/test", "").expectStatus().isNotFound();
        assertProblem(
                post(other, "/v1/webhooks", "{\"userId\":\"shop\",\"url\":\"https://example.com/\"}"),
                403,
                "FORBIDDEN",
                "userId");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 400 | MISSING_FIELD | url",
                "{\"url\":\"ftp://example.com/\"} | 400 | INVALID_FIELD | url",
                "{\"url\":\"http://example.com/\"} | 400 | INVALID_FIELD | url",
                "{\"url\":\"https://me:secret@example.com/\"} | 400 | INVALID_FIELD | url",
                "{\"url\":\"https://10.0.0.1/\"} | 422 | ADDRESS_FORBIDDEN | url",
                "{\"url\":\"https://169.254.169.254/latest\"} | 422 | ADDRESS_FORBIDDEN | url",
                "{\"url\":\"https://[fd00::1]/\"} | 422 | ADDRESS_FORBIDDEN | url",
                "{\"url\":\"https://localhost/\"} | 422 | ADDRESS_FORBIDDEN | url",
                "{\"url\":\"https://example.com/\",\"events\":[\"nonsense\"]} | 400 | INVALID_FIELD | events",
                "{\"url\":\"https://example.com/\",\"events\":[]} | 400 | INVALID_FIELD | events",
                "{\"url\":\"https://example.com/\",\"events\":null} | 400 | INVALID_FIELD | events",
                "{\"url\":\"https://example.com/\",\"userId\":null} | 400 | INVALID_FIELD | userId",
                "{\"url\":\"https://example.com/\",\"description\":null} | 400 | INVALID_FIELD | description",
                "{\"url\":\"https://example.com/\",\"keyType\":null} | 400 | INVALID_FIELD | keyType",
                "{\"url\":\"https://example.com/\",\"keyType\":\"rsa\"} | 400 | INVALID_FIELD | keyType"
            })
    void whatIsWrongIsNamed(String request, int status, String code, String field) {
        assertProblem(post(notifier.as("shop"), "/v1/webhooks", request), status, code, field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"events\":[]} | events",
                "{\"events\":null} | events",
                "{\"enabled\":null} | enabled",
                "{\"description\":null} | description",
                "{\"url\":null} | url"
            })
    void aChangeToNothingIsNoChange(String request, String field) {
        String user = user("shop");
        String id = field(create(user, "/narrow", ",\"events\":[\"payment.completed\"]"), "id");

        assertProblem(patch(notifier.as(user), id, request), 400, "INVALID_FIELD", field);

        assertThat(JsonPath.<List<String>>read(body(get(notifier.as(user), "/v1/webhooks/" + id)), "$.events"))
                .containsExactly("payment.completed");
    }

    private static WebTestClient.ResponseSpec patch(WebTestClient caller, String id, String json) {
        return caller.method(HttpMethod.PATCH)
                .uri("/v1/webhooks/" + id)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(json)
                .exchange();
    }
}
