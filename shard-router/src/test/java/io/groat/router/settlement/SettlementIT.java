package io.groat.router.settlement;

import static io.groat.router.RunningRouter.expectProblem;
import static io.groat.router.RunningRouter.read;
import static io.groat.router.RunningRouter.readAll;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.groat.refusal.Refusal;
import io.groat.router.RunningRouter;
import io.groat.router.gateway.SandboxProcess;
import io.groat.web.problem.WebProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Settlement files of both shapes, as the sandbox writes them, over HTTP and by the folder; and cases. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SettlementIT {

    private static final String HEADER =
            "entity_id,type,debit,credit,amount,currency,fee,tax,settlement_id,settled_at,order_id,"
                    + "order_receipt,created_at\n";

    @TempDir
    static Path data;

    @TempDir
    static Path folder;

    private SandboxProcess sandbox;
    private RunningRouter router;

    @BeforeAll
    void start() {
        sandbox = new SandboxProcess(data);
        router = RunningRouter.fresh(Stream.concat(
                        Stream.of(
                                "--groat.settlements.folder=" + folder,
                                "--groat.settlements.unchanged=1s",
                                "--groat.settlements.pause=200ms",
                                "--groat.settlements.most=1MB"),
                        sandbox.settings().stream())
                .toArray(String[]::new));
        router.awaitShardsUp(4);
        sandbox.start("http://127.0.0.1:" + router.port());
    }

    @AfterAll
    void stop() {
        router.close();
        sandbox.close();
    }

    /** Orders paid well, twice, and wrongly: their file leaves nothing with the gateway, and three cases of suspense. */
    @Test
    @Order(1)
    void whatTheGatewaysFileSaysIsBooked() {
        for (int shard = 0; shard < 4; shard++) {
            paid(router.wallet(shard, 0), 1000, "upi", "pay");
            paid(router.wallet(shard, 0), 1000, "card", "pay");
        }
        paid(router.wallet(1, 0), 500, "upi", "twice");
        Taken wrong = order(router.wallet(2, 0), 500, "upi");
        sandbox.pay(wrong.providerId, "wrong-amount");
        awaitUnsettled("razorpay", 4000 + 1000 + 499);
        awaitUnsettled("stripe", 4000);
        assertThat(transit("razorpay", "balance")).isEqualTo(-5499);
        assertThat(transit("razorpay", "difference")).isZero();

        String razorpay = sandbox.file("/razorpay/v1/settlements/recon.csv");
        String stripe = sandbox.file("/stripe/v1/reports/balance.csv");
        String one = taken(upload("razorpay", razorpay));
        String other = taken(upload("stripe", stripe));

        awaitDone(one);
        awaitDone(other);
        assertThat(readAll(get(one), "$.outcomes[*].outcome")).containsExactly("MATCHED");
        assertThat(numbers(get(one), "$.outcomes[*].rows")).containsExactly(7L);
        assertThat(numbers(get(one), "$.outcomes[*].amount")).containsExactly(5499L);
        assertThat(numbers(get(one), "$.outcomes[*].fees")).containsExactly(110L);
        assertThat(numbers(get(one), "$.transfers[*].net")).containsExactly(5389L);
        assertThat(numbers(get(other), "$.outcomes[*].rows")).containsExactly(4L);
        for (String gateway : List.of("razorpay", "stripe")) {
            assertThat(transit(gateway, "balance")).isZero();
            assertThat(transit(gateway, "difference")).isZero();
        }
        Awaitility.await()
                .untilAsserted(() -> assertThat(readAll(cases("?kind=SUSPENSE&gateway=razorpay"), "$.items[*].reason"))
                        .containsExactlyInAnyOrder("PAID_TWICE", "AMOUNT_DIFFERS"));
        assertThat(balanced()).isTrue();

        // The same bytes once more, and the same rows in another file.
        ResponseSpec again = upload("razorpay", razorpay);
        again.expectStatus().isOk();
        assertThat(read(again, "$.id")).isEqualTo(one);
        paid(router.wallet(3, 0), 700, "upi", "pay");
        awaitUnsettled("razorpay", 700);
        String overlapping = taken(upload("razorpay", sandbox.file("/razorpay/v1/settlements/recon.csv")));
        awaitDone(overlapping);
        assertThat(overlapping).isNotEqualTo(one);
        assertThat(readAll(rows(overlapping, "?outcome=DUPLICATE"), "$.items[*].line"))
                .hasSize(7);
        assertThat(numbers(rows(overlapping, "?outcome=MATCHED"), "$.items[*].amount"))
                .containsExactly(700L);
        assertThat(transit("razorpay", "balance")).isZero();
        assertThat(balanced()).isTrue();
    }

    /** A person decides: the wallet gets what it was not ordered for, once. */
    @Test
    @Order(2)
    void aCaseIsDecided() {
        Taken wrong = order(router.wallet(2, 0), 500, "upi");
        sandbox.pay(wrong.providerId, "wrong-amount");
        String id = Awaitility.await()
                .until(
                        () ->
                                readAll(
                                                cases("?kind=SUSPENSE&status=OPEN"),
                                                "$.items[?(@.itemId == '" + wrong.id + "')].id")
                                        .stream()
                                        .map(Object::toString)
                                        .findFirst()
                                        .orElse(""),
                        found -> !found.isEmpty());
        ResponseSpec open = router.get("/v1/cases/{id}", id);
        assertThat(read(open, "$.story")).contains("another amount than was ordered", wrong.id);
        assertThat(read(open, "$.proposal")).isEqualTo("CREDIT_WALLET");
        WebTestClient admin = router.as(RunningRouter.ADMIN.text());
        WebTestClient operator = router.as(RunningRouter.OPERATOR.text());

        expectProblem(decide(admin, id, "CREDIT_WALLET"), Refusal.CASE_NOT_CLAIMED, "id");
        step(admin, id, "claim").expectStatus().isOk();
        expectProblem(step(operator, id, "claim"), Refusal.CASE_CLAIMED, "id");
        expectProblem(decide(operator, id, "CREDIT_WALLET"), Refusal.CASE_CLAIMED, "id");
        expectProblem(decide(admin, id, "BOOK_AS_FEE"), Refusal.CASE_ACTION_NOT_POSSIBLE, "id");
        step(admin, id, "release").expectStatus().isOk();
        step(operator, id, "claim").expectStatus().isOk();
        ResponseSpec decided = decide(operator, id, "CREDIT_WALLET");
        decided.expectStatus().isOk();
        assertThat(read(decided, "$.status")).isEqualTo("CLOSED");
        decide(operator, id, "CREDIT_WALLET").expectStatus().isOk();
        expectProblem(step(admin, id, "claim"), Refusal.CASE_CLOSED, "id");

        String wallet = read(open, "$.wallet");
        assertThat(numbers(router.get("/v1/accounts/{id}", wallet), "$..posted"))
                .containsExactly(499L);
        ResponseSpec audited =
                admin.get().uri("/v1/audit?action=CASE_DECIDED_CREDIT_WALLET").exchange();
        assertThat(read(audited, "$.items[0].detail")).isEqualTo("As its payer wants");
        assertThat(read(audited, "$.items[0].target")).isEqualTo("case:" + id);
    }

    /** Nothing of a file is booked that has something wrong anywhere. */
    @Test
    @Order(3)
    void aFileWithSomethingWrongIsNotTaken() {
        long before = transit("razorpay", "unsettled.amount");
        paid(router.wallet(0, 0), 300, "upi", "pay");
        awaitUnsettled("razorpay", before + 300);
        String good = sandbox.file("/razorpay/v1/settlements/recon.csv");

        ResponseSpec refused = upload("razorpay", good + "x,payment,0,1,1,EUR,0,0,s,soon,,,1764500000\n");

        expectProblem(refused, Refusal.SETTLEMENT_UNREADABLE, "body");
        String detail = read(refused, "$.detail");
        assertThat(detail).contains("column settled_at: has to be a time in Unix seconds");
        String id = detail.substring(detail.indexOf("(settlement ") + "(settlement ".length(), detail.length() - 1);
        assertThat(read(get(id), "$.status")).isEqualTo("FAILED");
        assertThat(readAll(get(id), "$.faults[*]").toString()).contains("column settled_at");
        assertThat(transit("razorpay", "balance")).isEqualTo(-before - 300);
        expectProblem(upload("razorpay", "<html>nothing</html>\n"), Refusal.SETTLEMENT_UNREADABLE, "body");
        expectProblem(upload("razorpay", ""), Refusal.SETTLEMENT_UNREADABLE, "body");
        expectProblem(upload("razorpay", HEADER + "x".repeat(2 << 20)), WebProblem.BODY_TOO_LARGE);
        expectProblem(upload("nobody", good), WebProblem.INVALID_FIELD, "gateway");
        expectProblem(router.post("/v1/settlements?gateway=razorpay", "{}"), WebProblem.UNSUPPORTED_MEDIA_TYPE);
        awaitDone(taken(upload("razorpay", good)));
        assertThat(transit("razorpay", "balance")).isZero();
    }

    /** What the folder has is taken when it is whole, and moved aside. */
    @Test
    @Order(4)
    void aFileInTheFolderIsTakenOnceItIsWhole() throws IOException {
        long before = transit("razorpay", "unsettled.amount");
        paid(router.wallet(1, 0), 250, "upi", "pay");
        awaitUnsettled("razorpay", before + 250);
        String good = sandbox.file("/razorpay/v1/settlements/recon.csv");
        Files.writeString(folder.resolve("razorpay-note.txt"), "no settlement");
        Files.writeString(folder.resolve("nobody-1.csv"), good);
        Files.writeString(folder.resolve("razorpay-wrong.csv"), HEADER + "x\n");
        Awaitility.await()
                .untilAsserted(() -> assertThat(names("failed"))
                        .contains(
                                "nobody-1.csv",
                                "nobody-1.csv.reason",
                                "razorpay-wrong.csv",
                                "razorpay-wrong.csv.reason"));
        Path whole = data.resolve("whole.csv");
        Files.writeString(whole, good);
        Files.move(whole, folder.resolve("razorpay-whole.csv"), StandardCopyOption.ATOMIC_MOVE);
        Awaitility.await().untilAsserted(() -> assertThat(names("done")).contains("razorpay-whole.csv"));
        Awaitility.await()
                .untilAsserted(() -> assertThat(transit("razorpay", "balance")).isZero());

        assertThat(Files.readString(folder.resolve("failed/razorpay-wrong.csv.reason")))
                .contains("line 2: it has 1 fields");
        assertThat(Files.exists(folder.resolve("razorpay-note.txt"))).isTrue();
    }

    /** A row of which nothing is known here: what reached the bank is put aside. */
    @Test
    @Order(5)
    void whatIsNotKnownHereIsACase() {
        String file = HEADER + "pay_unknown,payment,0,980,1000,EUR,20,0,setl_1,1764547200,,=1+1,1764500000\n";
        String id = taken(upload("razorpay", file));
        awaitDone(id);
        assertThat(readAll(get(id), "$.outcomes[*].outcome")).containsExactly("MISSING_HERE");
        assertThat(readAll(rows(id, ""), "$.items[*].reference")).containsExactly("=1+1");
        String about = readAll(rows(id, ""), "$.items[*].caseId").get(0).toString();
        WebTestClient operator = router.as(RunningRouter.OPERATOR.text());
        step(operator, about, "claim").expectStatus().isOk();
        ResponseSpec decided = decide(operator, about, "BOOK_TO_SUSPENSE");
        assertThat(read(decided, "$.status")).isEqualTo("CLOSED");
        assertThat(transit("razorpay", "difference")).isZero();
        assertThat(balanced()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"ANALYST, 403", "USER, 403"})
    @Order(6)
    void whoMay(String who, int status) {
        WebTestClient client = router.as(
                who.equals("ANALYST")
                        ? RunningRouter.ANALYST.text()
                        : RunningRouter.ISSUER.token(router.wallet(0, 0), "user"));
        client.post()
                .uri("/v1/settlements?gateway=razorpay")
                .contentType(SettlementCalls.CSV)
                .bodyValue(HEADER)
                .exchange()
                .expectStatus()
                .isEqualTo(status);
        String nothing = "01a1fc46-6ced-7edd-9a89-1e1cc9ca5e01";
        step(client, nothing, "claim").expectStatus().isEqualTo(status);
        client.get().uri("/v1/cases").exchange().expectStatus().isEqualTo(who.equals("ANALYST") ? 200 : 403);
        expectProblem(router.get("/v1/cases/{id}", nothing), Refusal.CASE_NOT_FOUND, "id");
        expectProblem(router.get("/v1/settlements/{id}", nothing), Refusal.SETTLEMENT_NOT_FOUND, "id");
        expectProblem(router.get("/v1/settled/{id}", nothing), WebProblem.NOT_FOUND, "itemId");
        expectProblem(router.get("/v1/cases?itemId=none"), WebProblem.INVALID_FIELD, "itemId");
        client.get()
                .uri("/v1/settled/" + nothing)
                .exchange()
                .expectStatus()
                .isEqualTo(who.equals("ANALYST") ? 404 : 403);
    }

    private record Taken(String id, String providerId) {}

    private void paid(String user, long amount, String method, String how) {
        sandbox.pay(order(user, amount, method).providerId, how);
    }

    private Taken order(String user, long amount, String method) {
        ResponseSpec made = router.http
                .post()
                .uri("/v1/orders")
                .header("Idempotency-Key", router.key())
                .header("Content-Type", "application/json")
                .bodyValue("{\"payee\":\"" + user + "\",\"amount\":" + amount + ",\"currency\":\"EUR\",\"method\":\""
                        + method + "\"}")
                .exchange();
        made.expectStatus().isCreated();
        String checkout = read(made, "$.checkoutUrl");
        return new Taken(read(made, "$.id"), checkout.substring(checkout.lastIndexOf('/') + 1));
    }

    private ResponseSpec upload(String gateway, String file) {
        return router.http
                .post()
                .uri("/v1/settlements?gateway={gateway}&name=file.csv", gateway)
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .bodyValue(file.getBytes(StandardCharsets.UTF_8))
                .exchange();
    }

    private static String taken(ResponseSpec answer) {
        answer.expectStatus().isAccepted();
        return read(answer, "$.id");
    }

    private ResponseSpec get(String id) {
        return router.get("/v1/settlements/{id}", id);
    }

    private ResponseSpec rows(String id, String query) {
        return router.get("/v1/settlements/" + id + "/rows" + query);
    }

    private ResponseSpec cases(String query) {
        return router.get("/v1/cases" + query);
    }

    private static ResponseSpec step(WebTestClient client, String id, String step) {
        return client.post().uri("/v1/cases/" + id + "/" + step).exchange();
    }

    private static ResponseSpec decide(WebTestClient client, String id, String action) {
        return client.post()
                .uri("/v1/cases/" + id + "/decide")
                .header("Content-Type", "application/json")
                .bodyValue("{\"action\":\"" + action + "\",\"note\":\"As its payer wants\"}")
                .exchange();
    }

    private void awaitDone(String id) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(read(get(id), "$.status")).isEqualTo("DONE"));
    }

    private void awaitUnsettled(String gateway, long amount) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(
                        () -> assertThat(transit(gateway, "unsettled.amount")).isEqualTo(amount));
    }

    private long transit(String gateway, String field) {
        List<Long> found = numbers(
                router.get("/v1/settlements/transit"), "$.accounts[?(@.gateway == '" + gateway + "')]." + field);
        return found.isEmpty() ? 0 : found.get(0);
    }

    private static List<Long> numbers(ResponseSpec answer, String path) {
        List<Number> found = JsonPath.read(text(answer), path);
        return found.stream().map(Number::longValue).toList();
    }

    private boolean balanced() {
        return text(router.as(RunningRouter.ADMIN.text())
                        .get()
                        .uri("/v1/reconciliation")
                        .exchange())
                .contains("\"balanced\":true");
    }

    private static String text(ResponseSpec answer) {
        return Objects.requireNonNull(
                answer.expectBody(String.class).returnResult().getResponseBody());
    }

    private static List<String> names(String in) {
        List<String> names = new ArrayList<>();
        Path of = folder.resolve(in);
        if (Files.isDirectory(of)) {
            try (Stream<Path> files = Files.list(of)) {
                files.forEach(file -> names.add(file.getFileName().toString()));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return names;
    }
}
