package io.groat.router.audit;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static io.groat.router.RunningRouter.ADMIN;
import static io.groat.router.RunningRouter.expectProblem;
import static io.groat.router.RunningRouter.readAll;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.engine.Shards;
import io.groat.router.RunningRouter;
import io.groat.web.problem.WebProblem;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class AuditLogIT {

    private static final RunningRouter ROUTER = up();

    private final AuditLog log = ROUTER.bean(AuditLog.class);
    private final WebTestClient admin = ROUTER.as(ADMIN.text());

    private static RunningRouter up() {
        RunningRouter router = RunningRouter.fresh();
        router.awaitShardsUp(4);
        return router;
    }

    @AfterAll
    static void stop() {
        ROUTER.close();
    }

    @Test
    void manyWhoAppendAtOnceMakeOneChain() {
        String user = ROUTER.userOn(0);
        Flux.range(0, 200)
                .flatMap(number -> log.append(entry("COUNTED", user).saying("number " + number)), 50)
                .blockLast(PATIENCE);

        assertThat(all("/v1/audit?userId=" + user, "$.items[*].detail"))
                .hasSize(200)
                .doesNotHaveDuplicates();
        List<Integer> seqs = new ArrayList<>(all("/v1/audit?userId=" + user, "$.items[*].seq"));
        assertThat(seqs)
                .isSortedAccordingTo((one, other) -> Integer.compare(other, one))
                .doesNotHaveDuplicates();
        assertThat(intact(0)).isTrue();
    }

    @Test
    void anEntryComesBackAsItWent() {
        String user = ROUTER.userOn(1);
        log.append(new AuditEntry(
                        "user:someone",
                        "LOGIN",
                        user,
                        "session:1",
                        "192.0.2.1",
                        AuditEntry.Outcome.REFUSED,
                        "the third time, \"really\" – ça va"))
                .blockOptional(PATIENCE);

        ResponseSpec page =
                admin.get().uri("/v1/audit?userId=" + user + "&outcome=refused").exchange();
        assertThat(RunningRouter.<Object>readOne(
                                page, "$.items[0]['actor','action','userId','target','source','outcome','detail']")
                        .toString())
                .contains("user:someone", "LOGIN", user, "session:1", "192.0.2.1", "REFUSED", "\"really\" – ça va");
    }

    @Test
    void filtersSeeWhatTheySay() {
        String user = ROUTER.userOn(2);
        log.append(entry("ONE", user))
                .then(log.append(entry("TWO", user).by("user:boss")))
                .block(PATIENCE);

        assertThat(actions("?userId=" + user)).containsExactly("TWO", "ONE");
        assertThat(actions("?userId=" + user + "&action=ONE")).containsExactly("ONE");
        assertThat(actions("?actor=user:boss")).containsExactly("TWO");
        assertThat(actions("?userId=" + user + "&to=2020-01-01T00:00:00Z")).isEmpty();
        expectProblem(admin.get().uri("/v1/audit?user=x").exchange(), WebProblem.UNKNOWN_FIELD, "user");
        expectProblem(admin.get().uri("/v1/audit?outcome=x").exchange(), WebProblem.INVALID_FIELD, "outcome");
    }

    @Test
    void pagesGoOverAllShardsByTime() {
        Flux.range(0, 20)
                .concatMap(number -> log.append(entry("PAGED", ROUTER.userOn(number % 4))))
                .blockLast(PATIENCE);

        assertThat(all("/v1/audit?action=PAGED", "$.items[*].hash")).hasSize(20).doesNotHaveDuplicates();
        assertThat(this.<String>all("/v1/audit?action=PAGED", "$.items[*].at"))
                .isSortedAccordingTo((one, other) -> other.compareTo(one));
    }

    /** Whoever can write to the database can take the triggers away; the chain shows what was done then. */
    @Test
    void tamperingShows() {
        String user = ROUTER.userOn(3);
        log.append(entry("FIRST", user))
                .then(log.append(entry("SECOND", user)))
                .then(log.append(entry("THIRD", user)))
                .block(PATIENCE);
        assertThat(intact(3)).isTrue();

        assertThat(failure("UPDATE audit_log SET actor = 'user:other' WHERE action = 'SECOND'"))
                .contains("append-only");
        assertThat(failure("DELETE FROM audit_log WHERE action = 'SECOND'")).contains("append-only");

        run("DROP TRIGGER audit_log_no_update");
        run("UPDATE audit_log SET actor = 'user:other' WHERE action = 'SECOND' AND user_id = '" + user + "'");
        assertThat(intact(3)).isFalse();
        run("UPDATE audit_log SET actor = 'user:tester' WHERE action = 'SECOND' AND user_id = '" + user + "'");
        assertThat(intact(3)).isTrue();

        run("DROP TRIGGER audit_log_no_delete");
        run("DELETE FROM audit_log WHERE action = 'THIRD' AND user_id = '" + user + "'");
        assertThat(intact(3)).isFalse();
    }

    private boolean intact(int shard) {
        ResponseSpec answer = admin.get().uri("/v1/audit/verify").exchange();
        return RunningRouter.<Boolean>readOne(answer, "$.shards[" + shard + "].intact");
    }

    private List<String> actions(String query) {
        return readAll(admin.get().uri("/v1/audit" + query).exchange(), "$.items[*].action");
    }

    /** Of all pages. */
    private <T> List<T> all(String uri, String path) {
        List<T> found = new ArrayList<>();
        String cursor = "";
        do {
            String at = uri + "&limit=70" + cursor;
            found.addAll(RunningRouter.<List<T>>readOne(admin.get().uri(at).exchange(), path));
            String next = RunningRouter.readOne(admin.get().uri(at).exchange(), "$.next");
            cursor = next == null ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty());
        return found;
    }

    private static AuditEntry entry(String action, String user) {
        return new AuditEntry("user:tester", action, user, null, "127.0.0.1", AuditEntry.Outcome.DONE, null);
    }

    private static void run(String sql) {
        ROUTER.bean(Shards.class).get(3).database().write(sql, statement -> {}).block(PATIENCE);
    }

    private static String failure(String sql) {
        return ROUTER.bean(Shards.class)
                .get(3)
                .database()
                .write(sql, statement -> {})
                .map(rows -> "done")
                .onErrorResume(refused -> Mono.just(String.valueOf(refused.getMessage())))
                .blockOptional(PATIENCE)
                .orElseThrow();
    }
}
