package io.groat.infra.launcher.demo;

import io.groat.infra.launcher.console.LauncherException;
import io.groat.infra.launcher.console.Terminal;
import io.groat.infra.server.Poll;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Opens wallets, moves money between them, and shows what came of it. */
public final class Demo {
    private static final Duration RELAY_LIMIT = Duration.ofSeconds(60);

    private final Terminal terminal;
    private final URI base;
    private final RouterClient router;
    private final DemoPlan plan;
    private final Runnable consumersRest;

    /**
     * Against the shard-router on this port of the loopback address, with that Authorization.
     *
     * @param consumersRest returns when what follows the payments has been worked off
     */
    public Demo(Terminal terminal, int routerPort, String authorization, Runnable consumersRest) {
        this(
                terminal,
                URI.create("http://127.0.0.1:" + routerPort),
                authorization,
                DemoPlan.standard(newRunId()),
                consumersRest);
    }

    Demo(Terminal terminal, URI base, String authorization, DemoPlan plan, Runnable consumersRest) {
        this.terminal = terminal;
        this.base = base;
        this.router = new RouterClient(base, authorization);
        this.plan = plan;
        this.consumersRest = consumersRest;
    }

    /**
     * Runs it to its end.
     *
     * @return whether the books balance and every event reached Kafka
     */
    public boolean run() {
        openWallets();
        DemoReport report = new DemoReport(terminal);
        int all = plan.singles() + plan.streamed();
        warmUp(all);
        terminal.say(String.format(
                "Demonstration: %,d transfers between %,d wallets, %,d as single requests (%d in flight) and %,d by %d"
                        + " streams (%d in flight each); 2%% of them are meant to be refused",
                all,
                plan.wallets(),
                plan.singles(),
                plan.singlesInFlight(),
                plan.streamed(),
                plan.streams(),
                plan.streamWindow()));

        long begin = System.nanoTime();
        OutcomeCounter singles = SingleTransfers.send(
                router, plan, 0, plan.singles(), new ProgressBar(terminal, "single", plan.singles()));
        Duration singleTime = Duration.ofNanos(System.nanoTime() - begin);

        begin = System.nanoTime();
        OutcomeCounter streamed = StreamedTransfers.send(
                router, plan, plan.singles(), all, new ProgressBar(terminal, "stream", plan.streamed()));
        Duration streamTime = Duration.ofNanos(System.nanoTime() - begin);

        report.speed("single", singles, singleTime);
        report.speed("stream", streamed, streamTime);
        report.outcomes(List.of(singles, streamed));
        boolean relayed = relayEmpties(report);
        boolean balanced = booksBalance(report);
        return relayed && balanced;
    }

    /** Says where to look further. */
    public void showLinks() {
        new DemoReport(terminal).links(base);
    }

    /** Java compiles what it runs often, so that the first transfers of a process say little about the others. */
    private void warmUp(int from) {
        terminal.say(String.format(
                Locale.ROOT,
                "Warming up with %,d transfers, which the figures of speed below leave out; the ledger, the events and"
                        + " the dashboard count them",
                plan.warmUp()));
        int half = from + plan.warmUp() / 2;
        SingleTransfers.send(router, plan, from, half, new ProgressBar(terminal, "warm-up, single", half - from));
        int end = from + plan.warmUp();
        StreamedTransfers.send(router, plan, half, end, new ProgressBar(terminal, "warm-up, stream", end - half));
        consumersRest.run();
    }

    private void openWallets() {
        ProgressBar progress = new ProgressBar(terminal, "wallets", plan.wallets());
        SingleTransfers.inParallel(plan.singlesInFlight(), plan.wallets(), index -> {
            router.openWallet(plan.wallet(index), DemoPlan.OPENING_BALANCE);
            progress.advance();
        });
    }

    private boolean booksBalance(DemoReport report) {
        try {
            return report.reconciliation(router.get("/v1/reconciliation"));
        } catch (LauncherException e) {
            terminal.say("books   unknown: " + e.getMessage());
            return false;
        }
    }

    private boolean relayEmpties(DemoReport report) {
        try {
            return awaitRelay(report);
        } catch (LauncherException e) {
            terminal.say("relay   unknown: " + e.getMessage());
            return false;
        }
    }

    private boolean awaitRelay(DemoReport report) {
        long begin = System.nanoTime();
        RelayProgress first = relay();
        RelayProgress[] latest = {first};
        boolean done = Poll.until(RELAY_LIMIT, () -> {
            RelayProgress now = relay();
            latest[0] = now;
            terminal.rewrite("  relay: " + now.waiting() + " events on their way to Kafka");
            return now.done();
        });
        report.relay(first, latest[0], done, Duration.ofNanos(System.nanoTime() - begin));
        return done;
    }

    private RelayProgress relay() {
        JsonNode shards = router.get("/v1/shards");
        return RelayProgress.of(shards);
    }

    private static String newRunId() {
        return "demo-" + Long.toString(Instant.now().toEpochMilli(), Character.MAX_RADIX);
    }
}
