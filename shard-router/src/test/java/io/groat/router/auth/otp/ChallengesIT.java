package io.groat.router.auth.otp;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.groat.router.auth.otp.Challenge.Method;
import io.groat.router.auth.otp.Challenge.Purpose;
import io.groat.router.redis.TestRedis;
import io.groat.router.secret.KeyedHash;
import io.groat.web.redis.RedisLink;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class ChallengesIT {

    private static final String PHONE = "+4915112345678";

    private final RedisLink redis = TestRedis.connect();
    private final Challenges challenges = challenges(Duration.ofMinutes(5), Duration.ZERO);

    @AfterEach
    void close() {
        redis.close();
    }

    @Test
    void ofAnyNumberOfGuessesAtOnceFiveAreLookedAt() {
        Challenges.Opened opened = open("ada");

        List<TryOutcome> outcomes = Objects.requireNonNull(Flux.range(0, 300)
                .map(number -> String.format(Locale.ROOT, "%06d", number))
                .filter(code -> !code.equals(opened.code()))
                .flatMap(code -> challenges.tryCode(opened.challenge().id(), code), 300)
                .collectList()
                .block());

        assertThat(outcomes).filteredOn(TryOutcome.WRONG::equals).hasSize(5);
        assertThat(outcomes).doesNotContain(TryOutcome.RIGHT);
        assertThat(tryCode(opened, opened.code())).isEqualTo(TryOutcome.OVER);
    }

    @Test
    void theRightCodeIsRightUntilItIsUsedAndUsedOnce() {
        Challenges.Opened opened = open("ada");
        UUID id = opened.challenge().id();
        for (int time = 0; time < 10; time++) {
            assertThat(tryCode(opened, opened.code())).isEqualTo(TryOutcome.RIGHT);
        }

        List<Boolean> uses = Objects.requireNonNull(Flux.range(0, 20)
                .flatMap(time -> challenges.use(id), 20)
                .collectList()
                .block());

        assertThat(uses).filteredOn(used -> used).hasSize(1);
        assertThat(tryCode(opened, opened.code())).isEqualTo(TryOutcome.OVER);
        assertThat(challenges.find(id).block()).isNull();
    }

    @Test
    void whereThereIsNobodyNoCodeIsRight() {
        Challenges.Opened nobody = open(null);

        assertThat(tryCode(nobody, nobody.code())).isEqualTo(TryOutcome.WRONG);
        assertThat(tryCode(nobody, "")).isEqualTo(TryOutcome.WRONG);
        assertThat(challenges.resend(nobody.challenge().id()).block()).isInstanceOf(ResendOutcome.NewCode.class);
        assertThat(tryCode(nobody, "")).isEqualTo(TryOutcome.WRONG);
    }

    @Test
    void aChallengeIsFoundAsItWasPut() {
        Challenge put = open("ada").challenge();
        Challenge found = Objects.requireNonNull(challenges.find(put.id()).block());

        assertThat(found.purpose()).isEqualTo(put.purpose());
        assertThat(found.userId()).isEqualTo("ada");
        assertThat(found.methods()).isEqualTo(put.methods());
        assertThat(found.phone()).isEqualTo(PHONE);
        assertThat(found.registeredAt()).isEqualTo(put.registeredAt());
        assertThat(found.expiresAt()).isAfter(Instant.now());
        assertThat(challenges.find(UUID.randomUUID()).block()).isNull();
    }

    @Test
    void runsOut() {
        Challenges quick = challenges(Duration.ofMillis(150), Duration.ZERO);
        Challenges.Opened opened =
                Objects.requireNonNull(quick.open(Purpose.LOGIN, "ada", Set.of(Method.OTP), PHONE, null, null)
                        .block());

        await().atMost(PATIENCE).until(() -> tryCode(opened, opened.code()) == TryOutcome.OVER);
    }

    @Test
    void anotherCodeEndsTheOneBeforeAndTriesStillCount() {
        Challenges.Opened opened = open("ada");
        UUID id = opened.challenge().id();
        wrong(opened, 4);

        String second = ((ResendOutcome.NewCode)
                        Objects.requireNonNull(challenges.resend(id).block()))
                .code();
        assertThat(tryCode(opened, second)).isEqualTo(TryOutcome.RIGHT);
        assertThat(challenges.resend(id).block()).isInstanceOf(ResendOutcome.NewCode.class);
        assertThat(tryCode(opened, second)).isEqualTo(TryOutcome.OVER);
        assertThat(challenges.resend(id).block()).isInstanceOf(ResendOutcome.NewCode.class);
        assertThat(challenges.resend(id).block()).isEqualTo(new ResendOutcome.Over());
        assertThat(challenges.resend(UUID.randomUUID()).block()).isEqualTo(new ResendOutcome.Over());
    }

    @Test
    void anotherCodeComesNotBeforeAPause() {
        Challenges slow = challenges(Duration.ofMinutes(5), Duration.ofSeconds(30));
        UUID id = open("ada").challenge().id();

        assertThat(slow.resend(id).block())
                .isInstanceOfSatisfying(
                        ResendOutcome.TooSoon.class,
                        soon -> assertThat(soon.left()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(30)));
    }

    @Test
    void whoAnswersWithAnAppGetsNoCodeSent() {
        Challenge app = Objects.requireNonNull(challenges
                        .open(Purpose.LOGIN, "ada", Set.of(Method.TOTP, Method.RECOVERY), null, null, null)
                        .block())
                .challenge();

        assertThat(challenges.resend(app.id()).block()).isEqualTo(new ResendOutcome.Over());
        for (int time = 0; time < 5; time++) {
            assertThat(challenges.countTry(app.id()).block()).isEqualTo(TryOutcome.COUNTED);
        }
        assertThat(challenges.countTry(app.id()).block()).isEqualTo(TryOutcome.OVER);
    }

    @Test
    void aRecipientGetsOnlySoManyMessages() {
        String digest = UUID.randomUUID().toString();
        List<Boolean> answers = Objects.requireNonNull(Flux.range(0, 30)
                .flatMap(time -> challenges.mayBeSent(digest), 30)
                .collectList()
                .block());
        assertThat(answers).filteredOn(may -> may).hasSize(10);
    }

    @Test
    void redisHoldsNoCode() {
        Challenges.Opened opened = open("ada");
        String kept = String.valueOf(redis.run(commands -> commands.hgetall(
                                "auth:challenge:{" + opened.challenge().id() + "}")
                        .collectList())
                .block());
        assertThat(kept).contains("LOGIN").doesNotContain("," + opened.code()).doesNotContain("[" + opened.code());
        assertThat(opened).asString().doesNotContain(opened.code());
    }

    private void wrong(Challenges.Opened opened, int times) {
        for (int time = 0; time < times; time++) {
            assertThat(tryCode(opened, opened.code() + "0")).isEqualTo(TryOutcome.WRONG);
        }
    }

    private @Nullable TryOutcome tryCode(Challenges.Opened opened, String code) {
        return challenges.tryCode(opened.challenge().id(), code).block();
    }

    private Challenges.Opened open(@Nullable String userId) {
        return Objects.requireNonNull(challenges
                .open(
                        Purpose.LOGIN,
                        userId,
                        Set.of(Method.OTP),
                        PHONE,
                        "digest",
                        Instant.parse("2026-01-01T00:00:00.000001Z"))
                .block());
    }

    private Challenges challenges(Duration time, Duration pause) {
        return new Challenges(
                redis,
                new KeyedHash("a secret for the tests", "codes"),
                new OtpSettings(time, 5, 3, pause, 10),
                InstantSource.system());
    }
}
