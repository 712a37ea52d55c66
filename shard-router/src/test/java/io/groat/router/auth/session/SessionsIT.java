package io.groat.router.auth.session;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.groat.router.redis.TestRedis;
import io.groat.router.secret.KeyedHash;
import io.groat.web.redis.RedisLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

class SessionsIT {

    private static final Client PHONE = new Client("a phone", "192.0.2.1");

    private final RedisLink redis = TestRedis.connect();
    private final RefreshTokens tokens = new RefreshTokens(new KeyedHash("a secret for the tests", "refresh"));
    private final Sessions sessions = sessions(Duration.ofSeconds(10), 20);
    private final String user = "user-" + UUID.randomUUID();

    @AfterEach
    void close() {
        redis.close();
    }

    @Test
    void ofManyRefreshesAtOnceOneWinsAndAllGetTheSameSuccessor() {
        for (int round = 0; round < 20; round++) {
            RefreshToken token = open();

            List<Refreshed> answers = Objects.requireNonNull(Flux.range(0, 32)
                    .flatMap(number -> sessions.refresh(token), 32)
                    .collectList()
                    .block());

            assertThat(answers).allMatch(Refreshed.Next.class::isInstance);
            assertThat(answers)
                    .filteredOn(answer -> ((Refreshed.Next) answer).first())
                    .hasSize(1);
            assertThat(answers.stream()
                            .map(answer -> ((Refreshed.Next) answer).token().text())
                            .collect(Collectors.toSet()))
                    .hasSize(1)
                    .doesNotContain(token.text());
            assertThat(next(((Refreshed.Next) answers.get(0)).token()).first()).isTrue();
        }
    }

    @Test
    void withinTheGraceEveryTokenGetsItsSuccessorAgainHoweverOftenWasRotatedSince() {
        List<RefreshToken> chain = new ArrayList<>(List.of(open()));
        for (int rotation = 0; rotation < 8; rotation++) {
            chain.add(next(chain.get(rotation)).token());
        }

        for (int at = 0; at < 8; at++) {
            Refreshed.Next again = next(chain.get(at));
            assertThat(again.first()).isFalse();
            assertThat(again.token()).isEqualTo(chain.get(at + 1));
        }
        assertThat(next(chain.get(8)).first()).isTrue();
    }

    @Test
    void afterTheGraceATokenThatWasUsedBeforeEndsItsSession() {
        Sessions strict = sessions(Duration.ofMillis(50), 20);
        RefreshToken stolen = open();
        RefreshToken second =
                ((Refreshed.Next) Objects.requireNonNull(strict.refresh(stolen).block())).token();
        RefreshToken third =
                ((Refreshed.Next) Objects.requireNonNull(strict.refresh(second).block())).token();

        await().atMost(PATIENCE).until(() -> strict.refresh(stolen).block() instanceof Refreshed.Reused);
        assertThat(strict.refresh(third).block()).isInstanceOf(Refreshed.Over.class);
        assertThat(strict.list(user).block()).isEmpty();
    }

    @Test
    void afterTheGraceTheTokenBeforeIsAStolenOne() {
        Sessions strict = sessions(Duration.ofMillis(50), 20);
        RefreshToken token = open();
        assertThat(strict.refresh(token).block()).isInstanceOf(Refreshed.Next.class);
        assertThat(strict.refresh(token).block()).isInstanceOf(Refreshed.Next.class);

        await().atMost(PATIENCE).until(() -> strict.refresh(token).block() instanceof Refreshed.Reused);
        assertThat(strict.isOpen(user, token.sessionId()).block()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b.c.d", "a.b.c", "....", "YQ.00000000-0000-0000-0000-000000000000.c2VjcmV0.bWFyaw"})
    void aTokenThatWeDidNotMakeIsNone(String text) {
        assertThat(tokens.read(text)).isEmpty();
    }

    @Test
    void aMadeUpTokenOfAKnownSessionDoesNotEndIt() {
        RefreshToken token = open();
        RefreshToken other = tokens.create(user, token.sessionId());
        String[] parts = token.text().split("\\.", -1);
        String[] secret = other.text().split("\\.", -1);

        assertThat(tokens.read(String.join(".", parts[0], parts[1], secret[2], parts[3])))
                .isEmpty();
        assertThat(new RefreshTokens(new KeyedHash("another secret of ours", "refresh")).read(token.text()))
                .isEmpty();
        assertThat(tokens.read(token.text())).contains(token);
        assertThat(sessions.isOpen(user, token.sessionId()).block()).isTrue();
    }

    @Test
    void whoLoggedOutRefreshesNoMore() {
        RefreshToken token = open();
        RefreshToken elsewhere = open();

        assertThat(sessions.end(user, token.sessionId()).block()).isTrue();
        assertThat(sessions.end(user, token.sessionId()).block()).isFalse();

        assertThat(sessions.refresh(token).block()).isInstanceOf(Refreshed.Over.class);
        assertThat(next(elsewhere).first()).isTrue();
    }

    @Test
    void endsAllOthers() {
        RefreshToken here = open();
        RefreshToken there = open();

        assertThat(sessions.endAll(user, here.sessionId()).block()).isEqualTo(1);

        assertThat(sessions.refresh(there).block()).isInstanceOf(Refreshed.Over.class);
        assertThat(next(here).first()).isTrue();
        assertThat(sessions.endAll(user, null).block()).isEqualTo(1);
        assertThat(sessions.list(user).block()).isEmpty();
    }

    @Test
    void listsSessionsWithTheirDevices() {
        RefreshToken token = open();
        sessions.open(user, new Client("x".repeat(1000), "2001:db8::1")).block();

        List<Session> found = Objects.requireNonNull(sessions.list(user).block());

        assertThat(found).hasSize(2).anySatisfy(session -> {
            assertThat(session.id()).isEqualTo(token.sessionId());
            assertThat(session.device()).isEqualTo("a phone");
            assertThat(session.address()).isEqualTo("192.0.2.1");
            assertThat(session.expiresAt()).isAfter(session.createdAt().plus(Duration.ofDays(29)));
        });
        assertThat(found).anySatisfy(session -> assertThat(session.device()).hasSize(160));
    }

    @Test
    void keepsOnlySoManyAndRunsOut() {
        Sessions few = sessions(Duration.ZERO, 3);
        RefreshToken first = Objects.requireNonNull(few.open(user, PHONE).block());
        for (int time = 0; time < 3; time++) {
            assertThat(few.open(user, PHONE).block()).isNotNull();
        }
        assertThat(few.list(user).block()).hasSize(3);
        assertThat(few.refresh(first).block()).isInstanceOf(Refreshed.Over.class);

        Sessions brief = new Sessions(
                redis, tokens, new SessionSettings(Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ZERO, 20));
        RefreshToken idle =
                Objects.requireNonNull(brief.open("brief-" + user, PHONE).block());
        await().atMost(PATIENCE)
                .until(() -> !Boolean.TRUE.equals(
                        brief.isOpen("brief-" + user, idle.sessionId()).block()));
        assertThat(brief.refresh(idle).block()).isInstanceOf(Refreshed.Over.class);
    }

    @Test
    void redisHoldsNoToken() {
        RefreshToken token = open();
        RefreshToken successor = next(token).token();
        String kept = String.valueOf(
                redis.run(commands -> commands.hgetall("user:session:{" + user + "}:" + token.sessionId())
                                .collectList())
                        .block());
        assertThat(kept).contains("a phone").doesNotContain(token.secret()).doesNotContain(successor.secret());
    }

    private RefreshToken open() {
        return Objects.requireNonNull(sessions.open(user, PHONE).block());
    }

    private Refreshed.Next next(RefreshToken token) {
        return (Refreshed.Next) Objects.requireNonNull(sessions.refresh(token).block());
    }

    private Sessions sessions(Duration grace, int most) {
        return new Sessions(redis, tokens, new SessionSettings(Duration.ofDays(30), Duration.ofDays(90), grace, most));
    }
}
