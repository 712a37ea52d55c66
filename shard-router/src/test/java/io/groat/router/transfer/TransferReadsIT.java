package io.groat.router.transfer;

import static io.groat.router.RunningRouter.body;
import static io.groat.router.RunningRouter.expectProblem;
import static io.groat.router.RunningRouter.read;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.groat.router.RunningRouter;
import io.groat.web.problem.WebProblem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransferReadsIT {

    private final RunningRouter router = RunningRouter.shared();

    @Test
    void leadsThroughAUsersTransfersToTheEnd() {
        String user = router.wallet(0, 100);
        String near = router.wallet(0, 100);
        String far = router.wallet(1, 100);
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            made.add(pay(user, near));
            made.add(pay(far, user));
            made.add(pay(near, user));
        }
        pay(far, near);
        Collections.reverse(made);

        assertThat(pages("userId=" + user + "&limit=2")).isEqualTo(made);
        assertThat(pages("userId=" + user)).isEqualTo(made);
    }

    @Test
    void leadsThroughAllShardsTransfers() {
        String from =
                read(router.transfer(router.key(), body(router.wallet(0, 9), router.wallet(1, 0), 1)), "$.createdAt");
        List<String> made = new ArrayList<>();
        for (int shard = 0; shard < 4; shard++) {
            made.add(pay(router.wallet(shard, 1), router.wallet(0, 0)));
        }
        Collections.reverse(made);

        assertThat(pages("limit=3&from=" + from)).startsWith(made.toArray(String[]::new));
    }

    @Test
    void keepsToStatusAndTimes() {
        String user = router.wallet(0, 100);
        String other = router.wallet(1, 0);
        String done = pay(user, other);
        String failed = read(router.transfer(router.key(), body(user, other, 1_000)), "$.transferId");
        String at = read(router.get("/v1/transfers/{id}", failed), "$.createdAt");

        assertThat(pages("status=completed&userId=" + user)).containsExactly(done);
        assertThat(pages("status=FAILED&userId=" + user)).containsExactly(failed);
        assertThat(pages("status=PENDING&userId=" + user)).isEmpty();
        assertThat(pages("userId=" + other)).containsExactly(done);
        assertThat(pages("userId=" + user + "&to=2020-01-01T00:00:00Z")).isEmpty();
        assertThat(pages("userId=" + user + "&from=2020-01-01T00:00:00Z")).containsExactly(failed, done);
        assertThat(at).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"status=DONE", "userId=-", "limit=1000", "from=x"})
    void refusesParametersThatItCantTake(String query) {
        expectProblem(
                router.get("/v1/transfers?" + query), WebProblem.INVALID_FIELD, query.substring(0, query.indexOf('=')));
    }

    @Test
    void refusesParametersThatItDoesNotKnow() {
        expectProblem(router.get("/v1/transfers?user=alice"), WebProblem.UNKNOWN_FIELD, "user");
        expectProblem(router.get("/v1/transfers?cursor=abc"), WebProblem.INVALID_CURSOR, "cursor");
    }

    @Test
    void tellsATransfersEventsWithTheirTimes() {
        String user = router.wallet(0, 100);
        String other = router.wallet(1, 0);
        String done = pay(user, other);
        String failed = read(router.transfer(router.key(), body(user, other, 1_000)), "$.transferId");

        String begun = read(router.get("/v1/transfers/{id}", done), "$.createdAt");
        String ended = read(router.get("/v1/transfers/{id}", done), "$.completedAt");
        Map<String, @Nullable Object> events = RunningRouter.readObject(router.get("/v1/transfers/{id}/events", done));
        Map<String, @Nullable Object> ofFailed =
                RunningRouter.readObject(router.get("/v1/transfers/{id}/events", failed));

        assertThat(events.get("next")).isNull();
        assertThat(events.get("items"))
                .isEqualTo(List.of(
                        Map.of("id", done + ":PaymentInitiated", "type", "PaymentInitiated", "at", begun),
                        Map.of("id", done + ":PaymentCompleted", "type", "PaymentCompleted", "at", ended)));
        assertThat(JsonPath.<List<String>>read(ofFailed, "$.items[*].type"))
                .containsExactly("PaymentInitiated", "PaymentFailed");
        assertThat(JsonPath.<String>read(ofFailed, "$.items[1].reason")).isEqualTo("INSUFFICIENT_FUNDS");
        expectProblem(router.get("/v1/transfers/{id}/events?limit=1", done), WebProblem.UNKNOWN_FIELD, "limit");
    }

    private String pay(String payer, String payee) {
        return read(
                router.transfer(router.key(), body(payer, payee, 1))
                        .expectStatus()
                        .isCreated(),
                "$.id");
    }

    /** The ids of all pages. */
    private List<String> pages(String query) {
        List<String> ids = new ArrayList<>();
        String cursor = null;
        do {
            Map<String, @Nullable Object> page = RunningRouter.readObject(
                    router.get("/v1/transfers?" + query + (cursor == null ? "" : "&cursor=" + cursor)));
            ids.addAll(JsonPath.<List<String>>read(page, "$.items[*].id"));
            cursor = (String) page.get("next");
        } while (cursor != null);
        return ids;
    }
}
