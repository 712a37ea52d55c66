package io.groat.infra.launcher.demo;

import io.groat.infra.launcher.console.LauncherException;
import io.groat.infra.launcher.console.Terminal;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Shows the life of money beside plain payments: it comes in, is reserved and captured, given back, and goes out. */
public final class MoneyLife {
    private static final String PAYEE = "demo-0001";
    private static final long DEPOSIT = 50_000;
    private static final long HOLD = 10_000;
    private static final long FIRST_CAPTURE = 6_000;
    private static final long LAST_CAPTURE = 2_000;
    private static final long REFUND = 1_500;
    private static final long PAYMENT = 3_000;
    private static final long WITHDRAWAL = 5_000;

    private final Terminal terminal;
    private final RouterClient router;
    private final String user = "demo-life-" + Long.toString(Instant.now().toEpochMilli(), Character.MAX_RADIX);
    private int steps;

    /**
     * Against the shard-router on this port of the loopback address.
     *
     * @param operator the Authorization
     */
    public MoneyLife(Terminal terminal, int routerPort, String operator) {
        this.terminal = terminal;
        this.router = new RouterClient(URI.create("http://127.0.0.1:" + routerPort), operator);
    }

    /**
     * Shows it.
     *
     * @return whether the wallet has to the cent what it should have
     */
    public boolean show() {
        router.openWallet(user, 0);
        router.openWallet(PAYEE, DemoPlan.OPENING_BALANCE);
        long expected = 0;
        post("/v1/deposits", Map.of("payee", user, "amount", DEPOSIT, "currency", DemoPlan.CURRENCY, "source", "bank"));
        expected += DEPOSIT;
        String hold = post(
                "/v1/holds",
                Map.of(
                        "payer",
                        user,
                        "payee",
                        PAYEE,
                        "amount",
                        HOLD,
                        "currency",
                        DemoPlan.CURRENCY,
                        "expiresIn",
                        "PT1H"));
        String captures = "/v1/holds/" + hold + "/captures";
        String captured = post(captures, Map.of("amount", FIRST_CAPTURE));
        post(captures, Map.of("amount", LAST_CAPTURE, "final", true));
        expected -= FIRST_CAPTURE + LAST_CAPTURE;
        post("/v1/transfers/" + captured + "/refunds", Map.of("amount", REFUND, "reason", "Sent back"));
        expected += REFUND;
        String payment = post(
                "/v1/transfers",
                Map.of("payer", user, "payee", PAYEE, "amount", PAYMENT, "currency", DemoPlan.CURRENCY));
        post("/v1/transfers/" + payment + "/reversal", Map.of("reason", "Shown and taken back"));
        post(
                "/v1/withdrawals",
                Map.of("payer", user, "amount", WITHDRAWAL, "currency", DemoPlan.CURRENCY, "destination", "bank"));
        expected -= WITHDRAWAL;

        terminal.say(String.format(
                "life    %s came in; of %s reserved %s and %s were captured and %s let go; %s given back, a payment of %s"
                        + " taken back, %s went out",
                euros(DEPOSIT),
                euros(HOLD),
                euros(FIRST_CAPTURE),
                euros(LAST_CAPTURE),
                euros(HOLD - FIRST_CAPTURE - LAST_CAPTURE),
                euros(REFUND),
                euros(PAYMENT),
                euros(WITHDRAWAL)));
        JsonNode balance = router.get("/v1/users/" + user + "/accounts")
                .path("items")
                .path(0)
                .path("balance");
        boolean right = balance.path("posted").asLong(-1) == expected
                && balance.path("held").asLong(-1) == 0;
        terminal.say(
                right
                        ? "        " + euros(expected) + " are left, and nothing is reserved"
                        : "        NOT AS IT SHOULD BE: " + euros(expected) + " should be left, and it is " + balance);
        return right;
    }

    /** The id of what was made. */
    private String post(String path, Map<String, Object> body) {
        RouterClient.Answer answer = router.post(path, body, user + "-" + ++steps);
        if (!answer.ok()) {
            throw new LauncherException(
                    "POST " + path + " was answered with " + answer.status() + ": " + answer.body());
        }
        return answer.body().path("id").asString("");
    }

    private static String euros(long cents) {
        return String.format("%,d.%02d %s", cents / 100, cents % 100, DemoPlan.CURRENCY);
    }
}
