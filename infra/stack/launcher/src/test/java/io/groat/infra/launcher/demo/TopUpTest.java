package io.groat.infra.launcher.demo;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.launcher.console.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = SECONDS)
class TopUpTest {
    private final StringWriter out = new StringWriter();

    @SuppressWarnings("NullAway.Init")
    private FakeRouter router;

    @SuppressWarnings("NullAway.Init")
    private FakeOrders orders;

    @BeforeEach
    void start() throws Exception {
        router = new FakeRouter();
        orders = new FakeOrders(router);
    }

    @AfterEach
    void stop() {
        router.close();
    }

    @Test
    void whatWasPaidIsInTheWalletAndAnotherOrderIsTheReaders() {
        orders.looksUntilCredited = 3;
        assertThat(show(Duration.ofSeconds(30))).isTrue();

        assertThat(router.balances).hasSize(1).containsValue(5_000L);
        assertThat(orders.paid).containsExactly("order_1");
        assertThat(orders.payersKeys).isEmpty();
        assertThat(out.toString())
                .containsPattern("top-up  50\\.00 EUR ordered by card and paid at the sandbox gateway \\(razorpay\\):"
                        + " in the wallet within [0-9]+ ms of that")
                .contains("another 20.00 EUR are yours to pay: " + router.uri() + "/pay/order_2");
    }

    @Test
    void whatIsNeverCreditedIsSaidWithWhereItStands() {
        orders.looksUntilCredited = Integer.MAX_VALUE;
        assertThat(show(Duration.ofMillis(100))).isFalse();
        assertThat(out.toString())
                .contains("top-up  FAILED: 50.00 EUR was paid at razorpay", "is PAID. See infra/logs sandbox")
                .doesNotContain("in the wallet");
    }

    @Test
    void aWalletThatHasSomethingElseIsSaid() {
        orders.taken = 100;
        assertThat(show(Duration.ofSeconds(30))).isFalse();
        assertThat(out.toString()).contains("top-up  NOT AS IT SHOULD BE", "the wallet has 49.00 EUR");
    }

    @Test
    void aGatewayThatIsAwayIsSaid() {
        orders.away = true;
        assertThat(show(Duration.ofSeconds(30))).isFalse();
        assertThat(out.toString()).contains("top-up  FAILED: ", "it said 503 GATEWAY_UNAVAILABLE");
    }

    @Test
    void aPaymentThatIsRefusedIsSaid() {
        orders.declined = true;
        assertThat(show(Duration.ofSeconds(30))).isFalse();
        assertThat(out.toString()).contains("top-up  FAILED: POST ", "/pay/order_1 was answered with 409");
    }

    private boolean show(Duration limit) {
        return new TopUp(new Terminal(new PrintWriter(out, true), false), router.uri(), "Bearer key", limit).show();
    }
}
