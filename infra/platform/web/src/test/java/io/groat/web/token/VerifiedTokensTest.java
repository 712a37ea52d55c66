package io.groat.web.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.web.access.Caller;
import io.groat.web.access.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class VerifiedTokensTest {

    private static final int MANY = 100_000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Caller CALLER =
            new Caller(Caller.Kind.API_KEY, "0123456789abcdef", Set.of(Role.OPERATOR), Set.of(), null);

    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final AtomicInteger checks = new AtomicInteger();
    private volatile Mono<Verified> answer = Mono.just(new Verified(CALLER, Instant.MAX));
    private final VerifiedTokens tokens = new VerifiedTokens(
            token -> Mono.defer(() -> {
                checks.incrementAndGet();
                return answer;
            }),
            new AccessSettings("i", "a", "", "", "", Duration.ofSeconds(30), 100, Duration.ofHours(1), 60, Map.of()),
            () -> now);

    @Test
    void checksATokenOnceInItsTime() {
        get();
        pass(Duration.ofSeconds(19));
        get();

        assertThat(checks).hasValue(1);
    }

    @Test
    void checksItAgainBesideTheRequestsBeforeItsTimeIsOver() {
        get();
        pass(Duration.ofSeconds(21));
        Sinks.One<Verified> slow = Sinks.one();
        answer = slow.asMono();

        assertThat(get()).isEqualTo(CALLER);
        assertThat(checks).hasValue(2);
        assertThat(get()).isEqualTo(CALLER);
        assertThat(checks).hasValue(2);
        slow.tryEmitValue(new Verified(CALLER, Instant.MAX));
        pass(Duration.ofSeconds(15));
        get();
        assertThat(checks).hasValue(2);
    }

    @Test
    void whatWasRevokedIsGoneAfterTheTimeAtTheLatest() {
        get();
        answer = Mono.error(new BadTokenException("revoked"));
        pass(Duration.ofSeconds(30));

        assertThatThrownBy(this::get).isInstanceOf(BadTokenException.class);
    }

    @Test
    void theCheckBesideTheRequestsEndsItAtOnce() {
        get();
        answer = Mono.error(new BadTokenException("revoked"));
        pass(Duration.ofSeconds(21));
        get();

        assertThatThrownBy(this::get).isInstanceOf(BadTokenException.class);
    }

    @Test
    void noTokenIsTakenPastItsEnd() {
        answer = Mono.just(new Verified(CALLER, now.plusSeconds(10)));
        get();
        answer = Mono.error(new BadTokenException("expired"));
        pass(Duration.ofSeconds(10));

        assertThatThrownBy(this::get).isInstanceOf(BadTokenException.class);
    }

    @Test
    void whileNothingCanBeCheckedWhatWasGoodStaysSoForAWhile() {
        get();
        answer = Mono.error(new IllegalStateException("the shard is away"));
        for (int minutes = 0; minutes < 59; minutes++) {
            pass(Duration.ofMinutes(1));
            assertThat(get()).isEqualTo(CALLER);
        }
        pass(Duration.ofMinutes(2));

        assertThatThrownBy(this::get).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void butNotPastItsEnd() {
        answer = Mono.just(new Verified(CALLER, now.plusSeconds(60)));
        get();
        answer = Mono.error(new IllegalStateException("the shard is away"));
        pass(Duration.ofSeconds(61));

        assertThatThrownBy(this::get).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void manyWhoComeAtOnceHaveItCheckedOnce() {
        Sinks.One<Verified> slow = Sinks.one();
        answer = slow.asMono();
        var all = Flux.range(0, 100)
                .flatMap(number -> tokens.get("token"), 100)
                .collectList()
                .toFuture();
        slow.tryEmitValue(new Verified(CALLER, Instant.MAX));

        assertThat(all)
                .succeedsWithin(PATIENCE)
                .satisfies(callers -> assertThat(callers).hasSize(100));
        assertThat(checks).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void checksThatEndAtOnceDoNotPileUp(boolean good) {
        if (!good) {
            answer = Mono.error(new BadTokenException("revoked"));
        }
        Long ended = Flux.range(0, MANY)
                .concatMap(number -> {
                    pass(Duration.ofHours(2));
                    return tokens.get("token").onErrorReturn(CALLER);
                })
                .count()
                .block(Duration.ofMinutes(1));

        assertThat(ended).isEqualTo(MANY);
        // Whoever comes in the moment at which a check ends may be given its answer.
        assertThat(checks).hasValueGreaterThanOrEqualTo(MANY / 2);
    }

    private Caller get() {
        return tokens.get("token").blockOptional(PATIENCE).orElseThrow();
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }
}
