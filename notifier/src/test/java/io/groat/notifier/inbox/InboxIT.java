package io.groat.notifier.inbox;

import static io.groat.notifier.RunningNotifier.assertProblem;
import static io.groat.notifier.RunningNotifier.body;
import static io.groat.notifier.RunningNotifier.eventually;
import static io.groat.notifier.RunningNotifier.get;
import static io.groat.notifier.RunningNotifier.post;
import static io.groat.notifier.RunningNotifier.read;
import static io.groat.notifier.RunningNotifier.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.notifier.Outside;
import io.groat.notifier.RunningNotifier;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.Disposable;

/** The app's live inbox; what nobody took, and its second chance. */
class InboxIT {

    private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENTS =
            new ParameterizedTypeReference<>() {};

    private final RunningNotifier notifier = RunningNotifier.shared();
    private final Outside outside = Outside.shared();

    @Test
    void whatComesIntoTheAppIsOnItsStreamOnceAndNobodyElses() {
        String payer = user("ann");
        String payee = user("bob");
        List<ServerSentEvent<String>> seen = new CopyOnWriteArrayList<>();
        Disposable stream = notifier.as(payee)
                .get()
                .uri("/v1/notifications/stream")
                .accept(MediaType.TEXT_EVENT_STREAM)
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(EVENTS)
                .getResponseBody()
                .subscribe(seen::add);
        try {
            eventually(() -> assertThat(seen).isNotEmpty());
            notifier.pay(user("eve"), user("hal"), 1);
            notifier.pay(payer, payee, 250);
            notifier.pay(payer, payee, 350);
            eventually(() -> assertThat(told(seen)).hasSize(2));
            assertThat(told(seen)).allMatch(json -> json.contains(payer) && json.contains("payment-received"));
            // They are shown before they are stored.
            eventually(() -> assertThat(notifier.messages(payee, "")).hasSize(2));
            List<String> ids = read(get(notifier.as(payee), "/v1/notifications"), "$.items[*].id");
            assertThat(seen.stream()
                            .map(ServerSentEvent::id)
                            .filter(id -> id != null)
                            .toList())
                    .containsExactlyInAnyOrderElementsOf(ids);
        } finally {
            stream.dispose();
        }
        assertProblem(
                notifier.as(payee)
                        .get()
                        .uri("/v1/notifications/stream")
                        .accept(MediaType.APPLICATION_JSON)
                        .exchange(),
                406,
                "NOT_ACCEPTABLE",
                null);
    }

    @Test
    void whoComesBackGetsWhatWasMissedInOrderAndNothingTwice() {
        String payer = user("ann");
        String payee = user("bob");
        for (int i = 1; i <= 3; i++) {
            notifier.pay(payer, payee, i);
            int count = i;
            eventually(() -> assertThat(notifier.messages(payee, "")).hasSize(count));
        }
        List<String> newestFirst = read(get(notifier.as(payee), "/v1/notifications"), "$.items[*].id");
        List<ServerSentEvent<String>> seen = new CopyOnWriteArrayList<>();
        Disposable stream = reading(payee, newestFirst.get(2), seen);
        try {
            eventually(() -> assertThat(ids(seen)).hasSize(2));
            assertThat(ids(seen)).containsExactly(newestFirst.get(1), newestFirst.get(0));
            notifier.pay(payer, payee, 4);
            eventually(() -> assertThat(ids(seen)).hasSize(3));
        } finally {
            stream.dispose();
        }
        List<ServerSentEvent<String>> later = new CopyOnWriteArrayList<>();
        stream = reading(payee, ids(seen).get(2), later);
        try {
            // A beat: what was missed has been told by then.
            eventually(() -> assertThat(later).isNotEmpty());
            notifier.pay(payer, payee, 5);
            eventually(() -> assertThat(ids(later)).hasSize(1));
            assertThat(ids(later)).doesNotContainAnyElementsOf(ids(seen));
        } finally {
            stream.dispose();
        }
    }

    @Test
    void whatSomebodyElseSawSaysNothing() {
        String payer = user("ann");
        String payee = user("bob");
        notifier.pay(payer, payee, 1);
        notifier.pay(payer, payee, 2);
        eventually(() -> assertThat(notifier.messages(payee, "")).hasSize(2));
        List<String> others = read(get(notifier.as(payee), "/v1/notifications"), "$.items[*].id");
        for (String id : List.of(others.get(1), "nonsense", "", "00000000-0000-0000-0000-000000000000")) {
            List<ServerSentEvent<String>> seen = new CopyOnWriteArrayList<>();
            Disposable stream = reading(user("eve"), id, seen);
            try {
                eventually(() -> assertThat(seen).isNotEmpty());
                assertThat(ids(seen)).isEmpty();
            } finally {
                stream.dispose();
            }
        }
    }

    @Test
    void twoPlacesToGoOnFromAreNone() {
        String id = RunningNotifier.paymentId().toString();
        assertProblem(
                notifier.as(user("ann"))
                        .get()
                        .uri("/v1/notifications/stream")
                        .header("Last-Event-ID", id, id)
                        .exchange(),
                400,
                "INVALID_FIELD",
                "Last-Event-ID");
    }

    /** As curl does, which takes anything. */
    private Disposable reading(String user, String lastEventId, List<ServerSentEvent<String>> seen) {
        return notifier.as(user)
                .get()
                .uri("/v1/notifications/stream")
                .header("Accept", "*/*")
                .header("Last-Event-ID", lastEventId)
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(EVENTS)
                .getResponseBody()
                .subscribe(seen::add);
    }

    private static List<String> ids(List<ServerSentEvent<String>> seen) {
        return seen.stream().map(ServerSentEvent::id).filter(id -> id != null).toList();
    }

    private static List<String> told(List<ServerSentEvent<String>> seen) {
        return seen.stream()
                .map(ServerSentEvent::data)
                .filter(data -> data != null && !data.isEmpty())
                .toList();
    }

    @Test
    void whatNobodyTookIsListedAndSentOnceItIsDrivenAgain() {
        String shop = user("shop");
        String path = "/dead/" + shop;
        outside.answer(path, 500);
        String endpoint =
                read(post(notifier.as(shop), "/v1/webhooks", "{\"url\":\"" + outside.uri() + path + "\"}"), "$.id");
        for (int i = 0; i < 2; i++) {
            post(notifier.as(shop), "/v1/webhooks/" + endpoint + "/test", "")
                    .expectStatus()
                    .isAccepted();
        }
        eventually(() -> assertThat(dead(endpoint)).hasSize(2));
        assertThat(outside.received(path))
                .as("the first attempt and five more of each")
                .hasSize(12);
        assertThat(body(get(notifier.operator(), "/v1/dead-letters")))
                .contains("\"reason\":\"status 500\"", "\"attempts\":6", "webhook.test");

        outside.answer(path, 200);
        String first = dead(endpoint).get(0);
        post(notifier.operator(), "/v1/dead-letters/" + first + "/redrive", "")
                .expectStatus()
                .isAccepted();
        eventually(() -> assertThat(dead(endpoint)).hasSize(1).doesNotContain(first));
        eventually(() -> assertThat(outside.received(path)).hasSize(13));
        assertThat(outside.received(path).get(12).header("webhook-id")).isEqualTo("msg_" + first);
        // One that is queued is driven once more by each call: so none before it is sent.
        eventually(() -> assertThat(body(get(notifier.operator(), "/v1/notifications/" + first)))
                .contains("\"status\":\"sent\""));
        assertProblem(post(notifier.operator(), "/v1/dead-letters/" + first + "/redrive", ""), 409, "NOT_DEAD", null);

        int all = read(post(notifier.operator(), "/v1/dead-letters/redrive", ""), "$.redriven");
        assertThat(all).isPositive();
        eventually(() -> assertThat(dead(endpoint)).isEmpty());
        eventually(() -> assertThat(outside.received(path)).hasSize(14));
        post(notifier.as(shop), "/v1/dead-letters/redrive", "").expectStatus().isForbidden();
    }

    private List<String> dead(String endpoint) {
        return read(
                get(notifier.operator(), "/v1/dead-letters?limit=200"),
                "$.items[?(@.party == 'endpoint:" + endpoint + "')].id");
    }
}
