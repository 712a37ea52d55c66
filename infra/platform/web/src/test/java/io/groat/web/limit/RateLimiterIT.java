package io.groat.web.limit;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.testservers.ServerHandle;
import io.groat.infra.testservers.TestServers;
import io.groat.web.access.Caller;
import io.groat.web.access.Limit;
import io.groat.web.access.Rate;
import io.groat.web.access.Role;
import io.groat.web.redis.RedisLink;
import io.groat.web.redis.RedisSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class RateLimiterIT {

    private static final LimitSettings SETTINGS =
            new LimitSettings(true, Duration.ofMillis(500), Duration.ofMillis(200), Map.of());

    private final ServerHandle server = TestServers.redis();
    private final RedisLink one = link();
    private final RedisLink other = link();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RateLimiter here = new RateLimiter(one, SETTINGS, InstantSource.system(), meters);
    private final RateLimiter there = new RateLimiter(other, SETTINGS, InstantSource.system(), meters);

    private RedisLink link() {
        return new RedisLink(new RedisSettings(
                "127.0.0.1", server.port(), "", new RedisSettings.Ssl(false), Duration.ofSeconds(1), 4_096));
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
    }

    @Test
    void countsExactlyOverTwoProcessesAtOnce() {
        Rate rate = Rate.of(100, Duration.ofHours(1));
        String subject = "user:" + UUID.randomUUID();
        awaitRedis();
        there.take(subject + "-first", limit(false), rate).block(PATIENCE);

        List<Decision> decisions = Flux.range(0, 400)
                .flatMap(number -> (number % 2 == 0 ? here : there).take(subject, limit(false), rate), 64)
                .collectList()
                .blockOptional(PATIENCE)
                .orElseThrow();

        assertThat(decisions).filteredOn(Decision::allowed).hasSize(100);
        assertThat(decisions)
                .filteredOn(decision -> !decision.allowed())
                .hasSize(300)
                .allSatisfy(decision ->
                        assertThat(decision.retryAfter()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(36)));
    }

    @Test
    void permitsComeBackOneByOne() {
        awaitRedis();
        Rate rate = Rate.of(2, Duration.ofSeconds(1));
        String subject = "user:" + UUID.randomUUID();
        assertThat(allowed(subject, rate)).isTrue();
        assertThat(allowed(subject, rate)).isTrue();
        assertThat(allowed(subject, rate)).isFalse();

        Awaitility.await().atMost(PATIENCE).until(() -> allowed(subject, rate));
        assertThat(allowed(subject, rate)).isFalse();
    }

    @Test
    void subjectsAndLimitsAreCountedApart() {
        awaitRedis();
        Rate rate = Rate.of(1, Duration.ofHours(1));
        String subject = "user:" + UUID.randomUUID();

        assertThat(allowed(subject, rate)).isTrue();
        assertThat(allowed(subject + "x", rate)).isTrue();
        assertThat(here.take(subject, Limit.USUAL, rate)
                        .blockOptional(PATIENCE)
                        .orElseThrow()
                        .allowed())
                .isTrue();
        assertThat(allowed(subject, rate)).isFalse();
    }

    @Test
    void withRedisAwayItCountsAloneAndStricterWhereSecretsAre() {
        Rate rate = Rate.of(8, Duration.ofHours(1));
        String subject = "address:" + UUID.randomUUID();
        awaitRedis();
        server.stop();
        try {
            List<Boolean> usual = Flux.range(0, 20)
                    .concatMap(number -> here.take(subject, limit(false), rate))
                    .map(Decision::allowed)
                    .collectList()
                    .blockOptional(PATIENCE)
                    .orElseThrow();
            List<Boolean> strict = Flux.range(0, 20)
                    .concatMap(number -> here.take(subject, limit(true), rate))
                    .map(Decision::allowed)
                    .collectList()
                    .blockOptional(PATIENCE)
                    .orElseThrow();

            assertThat(usual).filteredOn(allowed -> allowed).hasSize(8);
            assertThat(strict).filteredOn(allowed -> allowed).hasSize(2);
            assertThat(meters.counter("groat.limits.local").count()).isGreaterThanOrEqualTo(40);
        } finally {
            server.start();
        }
        awaitRedis();
    }

    /** Until a call is counted there: the first ones may come before the connection. */
    private void awaitRedis() {
        String subject = "user:" + UUID.randomUUID();
        Awaitility.await().atMost(PATIENCE).until(() -> {
            double before = meters.counter("groat.limits.local").count();
            allowed(subject, Rate.of(1_000_000, Duration.ofSeconds(1)));
            return meters.counter("groat.limits.local").count() == before;
        });
    }

    @Test
    void settingsChangeWhatCallsSay() {
        LimitSettings settings = new LimitSettings(
                true,
                Duration.ofMillis(100),
                Duration.ofSeconds(1),
                Map.of("calls", new LimitSettings.Rates("5/m", null, "unlimited")));
        RateLimiter changed = new RateLimiter(one, settings, InstantSource.system(), meters);
        Caller user = new Caller(Caller.Kind.USER, "alice", Set.of(Role.USER), Set.of(), null);
        Caller key = new Caller(Caller.Kind.API_KEY, "0", Set.of(Role.OPERATOR), Set.of(), null);

        assertThat(changed.rate(Limit.USUAL, user)).isEqualTo(Rate.parse("5/m"));
        assertThat(changed.rate(Limit.USUAL, key)).isEqualTo(Limit.USUAL.perKey());
        assertThat(changed.rate(Limit.USUAL, null)).isEqualTo(Rate.UNLIMITED);
    }

    private boolean allowed(String subject, Rate rate) {
        return here.take(subject, limit(false), rate)
                .blockOptional(PATIENCE)
                .orElseThrow()
                .allowed();
    }

    private static Limit limit(boolean strict) {
        return new Limit("tests" + strict, Rate.UNLIMITED, Rate.UNLIMITED, Rate.UNLIMITED, strict);
    }
}
