package io.groat.infra.launcher.demo;

import io.groat.infra.launcher.console.LauncherException;
import io.groat.infra.launcher.console.Terminal;
import io.groat.infra.server.Poll;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Shows how money comes in from outside: a user orders it, its payer pays at the gateway, and the wallet has it. */
public final class TopUp {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long AMOUNT = 5_000;
    private static final long OFFERED = 2_000;

    private final Terminal terminal;
    private final RouterClient router;
    private final Payer payer = new Payer();
    private final Duration limit;
    private final String user = "demo-topup-" + Long.toString(Instant.now().toEpochMilli(), Character.MAX_RADIX);

    /**
     * Against the shard-router on this port of the loopback address.
     *
     * @param operator the Authorization
     */
    public TopUp(Terminal terminal, int routerPort, String operator) {
        this(terminal, URI.create("http://127.0.0.1:" + routerPort), operator, LIMIT);
    }

    TopUp(Terminal terminal, URI router, String operator, Duration limit) {
        this.terminal = terminal;
        this.router = new RouterClient(router, operator);
        this.limit = limit;
    }

    /**
     * Shows it, and where the reader can pay one. What goes wrong is said and ends this step, nothing else.
     *
     * @return whether the wallet has what was paid
     */
    public boolean show() {
        try {
            router.openWallet(user, 0);
            if (!showPaid()) {
                return false;
            }
            showOffered();
            return true;
        } catch (LauncherException e) {
            terminal.say("top-up  FAILED: " + e.getMessage() + " infra/status shows whether the sandbox runs.");
            return false;
        }
    }

    private boolean showPaid() {
        JsonNode order = order("card", AMOUNT);
        String id = order.path("id").asString("");
        payer.pay(URI.create(order.path("checkoutUrl").asString("")));
        long begin = System.nanoTime();
        if (!Poll.until(limit, () -> "CREDITED".equals(status(id)))) {
            terminal.say(String.format(
                    Locale.ROOT,
                    "top-up  FAILED: %s was paid at %s %s ago and order %s is %s. See infra/logs sandbox,"
                            + " infra/logs shard-router.",
                    euros(AMOUNT),
                    order.path("gateway").asString("?"),
                    Terminal.seconds(Duration.ofNanos(System.nanoTime() - begin)),
                    id,
                    status(id)));
            return false;
        }
        long millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
        long balance = balance();
        if (balance != AMOUNT) {
            terminal.say("top-up  NOT AS IT SHOULD BE: " + euros(AMOUNT) + " were credited, and the wallet has "
                    + euros(balance));
            return false;
        }
        terminal.say(String.format(
                Locale.ROOT,
                "top-up  %s ordered by card and paid at the sandbox gateway (%s): in the wallet within %,d ms of that",
                euros(AMOUNT),
                order.path("gateway").asString("?"),
                millis));
        return true;
    }

    private void showOffered() {
        URI checkout = URI.create(order("upi", OFFERED).path("checkoutUrl").asString(""));
        terminal.say("        another " + euros(OFFERED) + " are yours to pay: " + checkout);
    }

    private JsonNode order(String method, long amount) {
        RouterClient.Answer answer = router.post(
                "/v1/orders",
                Map.of("payee", user, "amount", amount, "currency", DemoPlan.CURRENCY, "method", method),
                user + "-" + method);
        if (!answer.ok()) {
            throw new LauncherException("POST /v1/orders was answered with " + answer.status() + ": " + answer.body());
        }
        return answer.body();
    }

    private String status(String order) {
        return router.get("/v1/orders/" + order).path("status").asString("?");
    }

    private long balance() {
        return router.get("/v1/users/" + user + "/accounts")
                .path("items")
                .path(0)
                .path("balance")
                .path("posted")
                .asLong(-1);
    }

    private static String euros(long cents) {
        return String.format(Locale.ROOT, "%,d.%02d %s", cents / 100, cents % 100, DemoPlan.CURRENCY);
    }
}
