package io.groat.fraud.score;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.groat.cassandra.Cassandra;
import io.groat.cassandra.Cql;
import io.groat.fraud.RunningScorer;
import io.groat.fraud.feature.FeatureNames;
import io.groat.fraud.feature.Features;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What can be asked about scores. */
class ScoreCallsIT {

    private final RunningScorer scorer = RunningScorer.shared();
    private final WebTestClient ann = scorer.as("ann");

    @Test
    void aScoreIsExplained() {
        String payer = RunningScorer.user("payer");
        UUID payment = scorer.payAndWait(payer, RunningScorer.user("payee"), 123_400);
        String whole = get("/v1/scores/" + payment);
        assertThat(JsonPath.<String>read(whole, "$.paymentId")).isEqualTo(payment.toString());
        assertThat(JsonPath.<Double>read(whole, "$.score")).isEqualTo(0.1234);
        assertThat(JsonPath.<String>read(whole, "$.decision")).isEqualTo("allow");
        assertThat(JsonPath.<Map<String, Object>>read(whole, "$.reasons[0]"))
                .containsEntry("code", "AMOUNT")
                .containsEntry("contribution", 0.1234)
                .containsEntry("text", "1234 in one payment");
        assertThat(JsonPath.<Map<String, Object>>read(whole, "$.features"))
                .containsOnlyKeys(FeatureNames.all())
                .containsEntry("payment.amount", 1234.0);
        assertThat(JsonPath.<Integer>read(whole, "$.versions.rules")).isEqualTo(1);
        assertThat(JsonPath.<String>read(whole, "$.history[0].action")).isEqualTo("scored");
        ann.get()
                .uri("/v1/scores/{id}", UUID.randomUUID())
                .exchange()
                .expectStatus()
                .isNotFound();
        ann.get().uri("/v1/scores/nonsense").exchange().expectStatus().isNotFound();
    }

    @Test
    void scoresAreListedByPartyTimeHeightAndDecision() {
        String payer = RunningScorer.user("payer");
        String payee = RunningScorer.user("payee");
        Instant begin = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        List<UUID> all = new ArrayList<>();
        for (long amount : new long[] {10_000, 500_000, 750_000, 20_000, 990_000}) {
            all.add(scorer.payAndWait(payer, payee, amount));
        }
        List<UUID> newestFirst = new ArrayList<>(all);
        Collections.reverse(newestFirst);

        assertThat(listed("userId=" + payer)).isEqualTo(newestFirst);
        assertThat(listed("payee=" + payee)).isEqualTo(newestFirst);
        assertThat(listed("userId=" + payer + "&decision=review")).containsExactly(all.get(2));
        assertThat(listed("userId=" + payer + "&minScore=0.5")).containsExactly(all.get(4), all.get(2), all.get(1));
        assertThat(listed("userId=" + payer + "&to=" + begin)).isEmpty();
        assertThat(listed("userId=" + payer + "&from=" + begin)).hasSize(5);
        assertThat(paged("userId=" + payer + "&limit=2")).isEqualTo(newestFirst);
        // Of all: by hour, then the highest tenth first.
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(paged("minScore=0.5&limit=50&from=" + begin.minus(Duration.ofHours(1))))
                        .containsSubsequence(all.get(4), all.get(2), all.get(1))
                        .doesNotContain(all.get(0), all.get(3)));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(paged("limit=100&from=" + begin.minus(Duration.ofMinutes(1))))
                        .containsAll(all));
    }

    /** As it was written when lists went by month, slots had parts and features a table. */
    @Test
    void whatWasWrittenBeforeIsFoundToo() {
        String payer = RunningScorer.user("payer");
        String payee = RunningScorer.user("payee");
        Instant at = Instant.now().minus(Duration.ofDays(3)).truncatedTo(ChronoUnit.MILLIS);
        UUID earlier = RunningScorer.paymentId(at);
        long slot = at.toEpochMilli() / 10_000;
        byte part = (byte) Math.floorMod(earlier.hashCode(), 4);
        int month = at.atOffset(ZoneOffset.UTC).getYear() * 100
                + at.atOffset(ZoneOffset.UTC).getMonthValue();
        Features features = Features.blank();
        features.set(0, 12.5);
        write(
                "INSERT INTO scores_by_party (party, role, month, payment_id, other, amount_minor, currency, score,"
                        + " decision, paid_at) VALUES (?, 'payer', ?, ?, ?, 100, 'EUR', 0.25, 'allow', ?)",
                payer,
                month,
                earlier,
                payee,
                at);
        write(
                "INSERT INTO scores (slot, part, payment_id, payer, payee, amount_minor, currency, held, paid_at, score,"
                        + " decision, reasons, rules_version, scored_at)"
                        + " VALUES (?, ?, ?, ?, ?, 100, 'EUR', false, ?, 0.25, 'allow', '[]', 1, ?)",
                slot,
                part,
                earlier,
                payer,
                payee,
                at,
                at);
        write(
                "INSERT INTO features (slot, part, payment_id, version, data) VALUES (?, ?, ?, 1, ?)",
                slot,
                part,
                earlier,
                ByteBuffer.wrap(features.bytes()));
        UUID later = scorer.payAndWait(payer, payee, 10_000);

        assertThat(listed("userId=" + payer)).containsExactly(later, earlier);
        assertThat(paged("userId=" + payer + "&limit=1&from=" + at.minus(Duration.ofDays(300))))
                .containsExactly(later, earlier);
        assertThat(JsonPath.<Integer>read(get("/v1/users/" + payer + "/risk"), "$.asPayer.payments"))
                .isEqualTo(2);
        String whole = get("/v1/scores/" + earlier);
        assertThat(JsonPath.<Double>read(whole, "$.score")).isEqualTo(0.25);
        assertThat(JsonPath.<Map<String, Object>>read(whole, "$.features")).containsEntry("payment.amount", 12.5);
    }

    private void write(String cql, Object... values) {
        scorer.bean(Cassandra.class).write(new Cql(cql, values)).block(PATIENCE);
    }

    @Test
    void aUsersRiskIsToldOverTime() {
        String payer = RunningScorer.user("payer");
        String payee = RunningScorer.user("payee");
        scorer.payAndWait(payer, payee, 10_000);
        scorer.payAndWait(payer, payee, 750_000);
        scorer.payAndWait(RunningScorer.user("other"), payer, 30_000);
        String risk = get("/v1/users/" + payer + "/risk");
        assertThat(JsonPath.<Map<String, Object>>read(risk, "$.asPayer"))
                .containsEntry("payments", 2)
                .containsEntry("maxScore", 0.75)
                .containsEntry("reviewed", 1);
        assertThat(JsonPath.<Integer>read(risk, "$.asPayee.payments")).isEqualTo(1);
        assertThat(JsonPath.<List<Integer>>read(risk, "$.days[*].payments").stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(2);
        assertThat(JsonPath.<String>read(risk, "$.counterparties[0].user")).isEqualTo(payee);
        assertThat(JsonPath.<List<Object>>read(risk, "$.latest")).hasSize(2);
        assertThat(JsonPath.<Integer>read(get("/v1/users/nobody-at-all/risk"), "$.asPayer.payments"))
                .isZero();
    }

    @Test
    void whatIfStoresNothing() {
        String payer = RunningScorer.user("payer");
        scorer.payAndWait(payer, RunningScorer.user("payee"), 10_000);
        String plain = whatIf("{\"payer\":\"" + payer + "\",\"payee\":\"x\",\"amount\":500000,\"currency\":\"EUR\"}");
        assertThat(JsonPath.<Double>read(plain, "$.score")).isEqualTo(0.5);
        String changed = whatIf("{\"payer\":\"" + payer
                + "\",\"amount\":\"500000\",\"currency\":\"EUR\",\"features\":{\"payer.count.1m\":100}}");
        assertThat(JsonPath.<Double>read(changed, "$.score")).isEqualTo(0.7);
        assertThat(JsonPath.<List<String>>read(changed, "$.reasons[*].code")).containsExactly("AMOUNT", "BURST");
        assertThat(listed("userId=" + payer)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"amount\":1,\"currency\":\"EUR\"}                             | payer",
                "{\"payer\":\"a\",\"currency\":\"EUR\"}                           | amount",
                "{\"payer\":\"a\",\"amount\":0,\"currency\":\"EUR\"}               | amount",
                "{\"payer\":\"a\",\"amount\":1.5,\"currency\":\"EUR\"}             | amount",
                "{\"payer\":\"a\",\"amount\":1,\"currency\":\"XXY\"}               | currency",
                "{\"payer\":\"a\",\"amount\":1,\"currency\":\"EUR\",\"at\":\"now\"}  | at",
                "{\"payer\":\"a\",\"amount\":1,\"currency\":\"EUR\",\"colour\":1}  | colour",
                "{\"payer\":\"a\",\"amount\":1,\"currency\":\"EUR\",\"features\":{\"payer.mood\":1}} | features.payer.mood",
                "{\"payer\":\"a\",\"amount\":1,\"currency\":\"EUR\",\"features\":{\"payment.hour\":\"x\"}} | payment.hour",
            })
    void aWrongWhatIfIsRefused(String body, String field) {
        ann.post()
                .uri("/v1/score")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.field")
                .isEqualTo(field)
                .jsonPath("$.code")
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "minScore=2                    | minScore",
                "minScore=high                 | minScore",
                "decision=maybe                | decision",
                "from=yesterday                | from",
                "userId=a&payee=b              | payee",
                "from=2030-01-01T00:00:00Z     | from",
                "from=2020-01-01T00:00:00Z     | from",
                "cursor=nonsense               | cursor",
                "limit=1000                    | limit",
                "user=a                        | user",
            })
    void aListThatCantBeGivenIsRefused(String query, String field) {
        ann.get()
                .uri("/v1/scores?" + query)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.field")
                .isEqualTo(field);
    }

    private String whatIf(String body) {
        return RunningScorer.body(ann.post()
                .uri("/v1/score")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange()
                .expectStatus()
                .isOk());
    }

    private String get(String path) {
        return RunningScorer.body(ann.get().uri(path).exchange().expectStatus().isOk());
    }

    private List<UUID> listed(String query) {
        return ids(get("/v1/scores?" + query));
    }

    private List<UUID> paged(String query) {
        List<UUID> all = new ArrayList<>();
        String cursor = null;
        do {
            String page = get("/v1/scores?" + query + (cursor == null ? "" : "&cursor=" + cursor));
            all.addAll(ids(page));
            cursor = JsonPath.read(page, "$.next");
        } while (cursor != null);
        return all;
    }

    private static List<UUID> ids(String page) {
        return JsonPath.<List<String>>read(page, "$.items[*].paymentId").stream()
                .map(UUID::fromString)
                .toList();
    }
}
