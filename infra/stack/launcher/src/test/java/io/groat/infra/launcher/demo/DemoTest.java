package io.groat.infra.launcher.demo;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.launcher.console.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = SECONDS)
class DemoTest {
    private static final int WALLETS = 40;
    private static final int TRANSFERS = 600;
    private static final int WARM_UP = 100;

    private final AtomicInteger rests = new AtomicInteger();

    private final StringWriter out = new StringWriter();

    @SuppressWarnings("NullAway.Init")
    private FakeRouter router;

    @BeforeEach
    void start() throws Exception {
        router = new FakeRouter();
    }

    @AfterEach
    void stop() {
        router.close();
    }

    @Test
    void everyOrderIsAnsweredOnceAndNoMoneyIsLost() {
        router.relayWaiting.set(250);
        assertThat(demo("run-1").run()).isTrue();

        assertThat(router.balances).hasSize(WALLETS);
        assertThat(router.balances.values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(WALLETS * DemoPlan.OPENING_BALANCE);
        assertThat(router.answers).hasSize(TRANSFERS + WARM_UP);
        assertThat(out.toString())
                .contains("single      200 transfers")
                .contains("stream      400 transfers")
                .contains("ended   588 COMPLETED")
                .contains("refused 6 ACCOUNT_NOT_FOUND, 6 INSUFFICIENT_FUNDS")
                .contains("all events are on Kafka; 250 were waiting")
                .contains("books   balanced")
                .contains("Warming up with 100 transfers");
        assertThat(rests).hasValue(1);
    }

    @Test
    void aSecondRunUsesTheSameWalletsAndKeysOfItsOwn() {
        assertThat(demo("run-1").run()).isTrue();
        assertThat(demo("run-2").run()).isTrue();
        assertThat(router.balances).hasSize(WALLETS);
        assertThat(router.answers).hasSize(2 * (TRANSFERS + WARM_UP));
    }

    @Test
    void ordersThatAreTurnedAwayForAMomentAreSentAgain() {
        assertThat(demo("run-1").run()).isTrue();
        router.turnAway.set(3);
        assertThat(demo("run-2").run()).isTrue();
        assertThat(router.answers).hasSize(2 * (TRANSFERS + WARM_UP));
        assertThat(out.toString()).doesNotContain("SHARD_UNAVAILABLE");
    }

    @Test
    void booksThatDoNotBalanceAreSaidAloud() {
        router.balanced = false;
        assertThat(demo("run-1").run()).isFalse();
        assertThat(out.toString()).contains("books   NOT BALANCED");
    }

    private Demo demo(String runId) {
        DemoPlan plan = new DemoPlan(runId, WALLETS, 200, 8, 400, 3, 16, WARM_UP);
        return new Demo(
                new Terminal(new PrintWriter(out, true), false),
                router.uri(),
                "Bearer key",
                plan,
                rests::incrementAndGet);
    }
}
