package io.groat.infra.launcher.demo;

import io.groat.infra.launcher.console.LauncherException;
import io.groat.infra.launcher.console.Terminal;
import io.groat.infra.server.Poll;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Shows payments that are held: one that an analyst is to decide, and one that its score lets go. */
public final class HeldPayments {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String PAYEE = "demo-0001";
    private static final long OPENING_BALANCE = 2_000_000;
    private static final long LARGE = 800_000;
    private static final long SMALL = 2_500;

    private final Terminal terminal;
    private final RouterClient router;
    private final RouterClient scorer;
    private final URI scorerUri;
    private final String keyFile;
    private final String payer = "demo-risk-" + Long.toString(Instant.now().toEpochMilli(), Character.MAX_RADIX);

    /**
     * Against services on these ports of the loopback address.
     *
     * @param operator the Authorization for the router
     * @param analyst that for the fraud-scorer
     * @param keyFile where the analyst's key lies, as it is shown
     */
    public HeldPayments(
            Terminal terminal, int routerPort, String operator, int scorerPort, String analyst, String keyFile) {
        this(terminal, uri(routerPort), operator, uri(scorerPort), analyst, keyFile);
    }

    HeldPayments(Terminal terminal, URI routerUri, String operator, URI scorerUri, String analyst, String keyFile) {
        this.terminal = terminal;
        this.router = new RouterClient(routerUri, operator);
        this.scorer = new RouterClient(scorerUri, analyst);
        this.scorerUri = scorerUri;
        this.keyFile = keyFile;
    }

    private static URI uri(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Shows them; a fraud-scorer that does not answer is no failure of the demonstration. */
    public void show() {
        router.openWallet(payer, OPENING_BALANCE);
        router.openWallet(PAYEE, DemoPlan.OPENING_BALANCE);
        JsonNode large = pay("large", LARGE);
        if (!isHeld(large)) {
            terminal.say("risk    the gate let " + euros(LARGE) + " pass: " + large);
            return;
        }
        String id = large.path("id").asString("");
        if (!Poll.until(LIMIT, () -> score(id) != null)) {
            terminal.say("risk    " + euros(LARGE)
                    + " are held; the fraud-scorer has not scored them yet. See infra/logs" + " fraud-scorer.");
            return;
        }
        JsonNode score = score(id);
        terminal.say("risk    " + euros(LARGE) + " are held: score "
                + (score == null ? "?" : score.path("score").asString("?")) + ", an analyst decides at " + scorerUri
                + "/ with the key in " + keyFile);
        showSmall();
        terminal.say(
                "        curl -H \"Authorization: Bearer $(cat " + keyFile + ")\" " + scorerUri + "/v1/scores/" + id);
    }

    /** What comes after so high a score is held too; its own score is low. */
    private void showSmall() {
        JsonNode small = pay("small", SMALL);
        String id = small.path("id").asString("");
        if (!isHeld(small)) {
            terminal.say("        " + euros(SMALL) + " after them: "
                    + small.path("status").asString("?"));
            return;
        }
        long begin = System.nanoTime();
        boolean gone = Poll.until(
                LIMIT,
                () -> "COMPLETED"
                        .equals(router.get("/v1/transfers/" + id).path("status").asString("")));
        terminal.say("        " + euros(SMALL) + " after them were held, "
                + (gone
                        ? "scored and let go within " + Terminal.seconds(Duration.ofNanos(System.nanoTime() - begin))
                        : "and still are"));
    }

    private JsonNode pay(String name, long amount) {
        return router.pay(new TransferOrder(payer + "-" + name, payer, PAYEE, amount, DemoPlan.CURRENCY));
    }

    private static boolean isHeld(JsonNode transfer) {
        return "HELD".equals(transfer.path("status").asString(""));
    }

    private @Nullable JsonNode score(String id) {
        try {
            return scorer.get("/v1/scores/" + id);
        } catch (LauncherException notYet) {
            return null;
        }
    }

    private static String euros(long cents) {
        return String.format("%,d.%02d %s", cents / 100, cents % 100, DemoPlan.CURRENCY);
    }
}
