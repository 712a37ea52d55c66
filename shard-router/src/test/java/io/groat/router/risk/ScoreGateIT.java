package io.groat.router.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.account.AccountIdentity;
import io.groat.account.AccountRef;
import io.groat.engine.TransferRequest;
import io.groat.infra.testservers.TestServers;
import io.groat.money.CurrencyCode;
import io.groat.posting.Verdict;
import io.groat.transfer.TransferNote;
import io.groat.web.redis.RedisLink;
import io.groat.web.redis.RedisSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The risk gate with a real Redis. */
class ScoreGateIT {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Duration ENOUGH = Duration.ofSeconds(10);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RedisLink redis = new RedisLink(settings(TestServers.redis().port()));

    @AfterEach
    void close() {
        redis.close();
    }

    /** Held from 7,000.00 and declined from 20,000.00 on, in whatever currency. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
                    EUR  699999 | none                                                              | PASS
                    EUR  700000 | none                                                              | HOLD
                    EUR 1999999 | none                                                              | HOLD
                    EUR 2000000 | none                                                              | DECLINE
                    JPY    6999 | none                                                              | PASS
                    JPY    7000 | none                                                              | HOLD
                    KWD 6999999 | none                                                              | PASS
                    KWD 7000000 | none                                                              | HOLD
                    EUR 9223372036854775807 | none                                                  | DECLINE
                    EUR 1       | {"score":0.69}                                                    | PASS
                    EUR 1       | {"score":0.7}                                                     | HOLD
                    EUR 1       | {"score":1.0,"decision":"block","at":"2026-01-01T00:00:00Z"}      | HOLD
                    EUR 1       | {"score":0.0,"watch":true}                                        | HOLD
                    EUR 1       | {"score":0.0,"watch":true,"until":"2026-01-02T03:04:05Z"}         | PASS
                    EUR 1       | {"score":0.0,"blocked":true}                                      | DECLINE
                    EUR 1       | {"score":0.0,"blocked":true,"until":"2026-01-02T03:04:05.001Z"}   | DECLINE
                    EUR 1       | {"score":0.0,"blocked":true,"until":"2026-01-02T03:04:05Z"}       | PASS
                    EUR 700000  | {"score":0.0}                                                     | HOLD
                    EUR 700000  | {"score":0.0,"blocked":true}                                      | DECLINE
                    EUR 1       | not JSON                                                          | PASS
                    EUR 700000  | not JSON                                                          | HOLD
                    """)
    void decides(String amount, @Nullable String score, Verdict verdict) {
        String payer = "payer-" + UUID.randomUUID();
        if (score != null) {
            redis.run(commands -> commands.set("fraud:score:" + payer, score)).block(ENOUGH);
        }

        assertThat(ask(redis, payer, amount)).isEqualTo(verdict);
        assertThat(meters.get("groat.risk.verdicts")
                        .tag("verdict", verdict.name())
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void withoutRedisTheRulesAboutAmountsDecideAlone() {
        try (RedisLink nobody = new RedisLink(settings(1))) {
            assertThat(ask(nobody, "payer", "EUR 699999")).isEqualTo(Verdict.PASS);
            assertThat(ask(nobody, "payer", "EUR 700000")).isEqualTo(Verdict.HOLD);
        }
        assertThat(meters.get("groat.risk.scores.missed").counter().count()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.7, hold-from", "-1, 0.7, hold-from", "1, 0, hold-score", "1, 1.01, hold-score"})
    void limitsThatMakeNoSenseAreRefused(BigDecimal holdFrom, double holdScore, String says) {
        assertThatThrownBy(
                        () -> new RiskSettings(true, holdFrom, null, holdScore, ENOUGH, Duration.ofHours(24), ENOUGH))
                .hasMessageContaining(says);
    }

    private @Nullable Verdict ask(RedisLink link, String payer, String amount) {
        RiskSettings settings = new RiskSettings(
                true, BigDecimal.valueOf(7_000), BigDecimal.valueOf(20_000), 0.7, ENOUGH, Duration.ofHours(24), ENOUGH);
        String[] words = amount.split(" +", -1);
        CurrencyCode currency = CurrencyCode.of(words[0]);
        TransferRequest request = new TransferRequest(
                "key",
                new AccountRef.ByUser(payer),
                new AccountRef.ByUser("payee"),
                Long.parseLong(words[1]),
                currency,
                TransferNote.NONE);
        return ScoreGate.of(link, settings, () -> NOW, meters)
                .verdict(request, new AccountIdentity(new UUID(1, 1), payer, AccountRef.MAIN, currency))
                .block(ENOUGH);
    }

    private static RedisSettings settings(int port) {
        return new RedisSettings("127.0.0.1", port, "", new RedisSettings.Ssl(false), Duration.ofSeconds(1), 100);
    }
}
