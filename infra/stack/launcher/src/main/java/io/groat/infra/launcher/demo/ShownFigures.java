package io.groat.infra.launcher.demo;

import io.groat.infra.launcher.console.LauncherException;
import io.groat.infra.launcher.console.Terminal;
import io.groat.infra.server.Poll;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/** Shows that the dashboard counts what the ledger holds. */
public final class ShownFigures {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Terminal terminal;
    private final RouterClient router;
    private final RouterClient sink;
    private final URI sinkUri;
    private final String keyFile;
    private long shown = -1;
    private long booked = -1;

    /**
     * Against services on these ports of the loopback address.
     *
     * @param analyst the Authorization for both
     * @param keyFile where the analyst's key lies, as it is shown
     */
    public ShownFigures(Terminal terminal, int routerPort, int sinkPort, String analyst, String keyFile) {
        this.terminal = terminal;
        this.router = new RouterClient(URI.create("http://127.0.0.1:" + routerPort), analyst);
        this.sinkUri = URI.create("http://127.0.0.1:" + sinkPort);
        this.sink = new RouterClient(sinkUri, analyst);
        this.keyFile = keyFile;
    }

    /** Returns when they are the ledger's, or some time is up. */
    public void await() {
        Poll.until(LIMIT, this::areTheLedgers);
    }

    /** Shows them; an analytics-sink that does not answer is no failure of the demonstration. */
    public void show() {
        boolean same = Poll.until(LIMIT, this::areTheLedgers);
        if (shown < 0 || booked < 0) {
            terminal.say("figures the analytics-sink does not answer; see infra/logs analytics-sink.");
            return;
        }
        terminal.say(String.format(
                Locale.ROOT,
                "figures the dashboard at %s/ counts %,d payments, the ledger holds %,d%s; the key is in %s",
                sinkUri,
                shown,
                booked,
                same ? "" : ": it is behind",
                keyFile));
    }

    /** Of all time, the last demonstrations included. */
    private boolean areTheLedgers() {
        try {
            booked = router.get("/analytics").path("total").path("transfers").asLong(-1);
            shown = sink.get("/v1/summary?window=all")
                    .path("payments")
                    .path("initiated")
                    .path("count")
                    .asLong(-1);
            return booked >= 0 && shown == booked;
        } catch (LauncherException notYet) {
            return false;
        }
    }
}
