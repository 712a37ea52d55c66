package io.groat.infra.drill;

import io.groat.infra.drill.fault.Faults;
import io.groat.infra.drill.fault.Outages;
import io.groat.infra.drill.history.History;
import io.groat.infra.drill.history.Violations;
import io.groat.infra.drill.load.Clients;
import io.groat.infra.drill.load.Latencies;
import io.groat.infra.drill.load.Load;
import io.groat.infra.drill.load.MoneyRules;
import io.groat.infra.drill.load.Orders;
import io.groat.infra.drill.load.Router;
import io.groat.infra.drill.load.Wallets;
import io.groat.infra.drill.outside.OutsideMoney;
import io.groat.infra.launcher.console.Terminal;
import io.groat.infra.launcher.stack.StackHandle;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** One drill on a stack that is up: load and faults for a time, then everything brought back, then the proof. */
public final class Drill {
    /** Routers look for a shard that was away each second, and breakers open for a second or two. */
    private static final Duration SETTLE = Duration.ofSeconds(3);

    private static final Duration NEWS_EVERY = Duration.ofSeconds(5);

    private final StackHandle stack;
    private final DrillSettings settings;
    private final Terminal terminal;
    private final boolean ownStack;
    private final String run = "drill-" + Long.toString(Instant.now().toEpochMilli(), Character.MAX_RADIX);
    private final Violations breaches = new Violations();
    private final History history = new History(breaches);
    private final Outages outages = new Outages(SETTLE.toNanos());
    private final Latencies latencies = new Latencies(outages);
    private final Faults faults;
    private volatile boolean cutShort;

    /** @param ownStack whether the stack was started for this drill */
    public Drill(StackHandle stack, DrillSettings settings, Terminal terminal, boolean ownStack) {
        this.stack = stack;
        this.settings = settings;
        this.terminal = terminal;
        this.ownStack = ownStack;
        this.faults = new Faults(stack, outages, news -> terminal.say("  " + news));
    }

    /** Ends the faults now; the parts are brought back and the proof is made nevertheless. */
    public void cutShort() {
        cutShort = true;
        faults.hurry();
    }

    /** Runs to the end. */
    public DrillReport run() {
        Instant begin = Instant.now();
        HttpClient http = Router.newHttpClient();
        List<Router> routers = stack.routers().stream()
                .map(name -> new Router(
                        http, name, stack.port(name), stack.operatorKey().bearer()))
                .toList();
        List<String> chosen = settings.chosen(stack.parts());
        Router admin = new Router(
                http,
                routers.get(0).name(),
                stack.port(routers.get(0).name()),
                stack.adminKey().bearer());
        if (ownStack) {
            MoneyRules.make(admin);
        }
        Wallets wallets = new Wallets(run, DrillSettings.USERS);
        wallets.open(routers.get(0));
        if (ownStack) {
            MoneyRules.befriend(admin, wallets);
        }
        Clients clients = new Clients(routers, wallets, history, breaches, latencies, settings.seed());
        Orders orders = new Orders(run, wallets, settings.seed(), ownStack);
        Load load = new Load(routers, orders, history, breaches, clients, settings.perSecond());
        OutsideMoney outside = settings.outside()
                ? new OutsideMoney(stack, run, http, routers, breaches, settings.seed(), terminal)
                : null;
        terminal.say("Taking away by turns: " + String.join(", ", chosen) + ". The order of faults is that of --seed "
                + settings.seed() + ".");
        try (clients;
                faults) {
            if (outside != null) {
                outside.start();
            }
            load.start();
            strike(chosen);
            terminal.say(cutShort ? "Cut short: bringing back what is away" : "Bringing back what is away");
            faults.bringBackAll();
            load.stop();
            if (outside != null) {
                outside.stop();
            }
            Proof proof = new Proof(stack, ownStack, run + "-", history, breaches, routers, terminal);
            proof.awaitQuiet(load);
            if (outside != null) {
                outside.prove();
            }
            proof.make(wallets, begin);
            return new ReportMaker(settings, ownStack, history, breaches, outages)
                    .make(
                            proof,
                            outside == null ? null : outside.summary(),
                            faults,
                            clients,
                            latencies,
                            Duration.between(begin, Instant.now()));
        }
    }

    private void strike(List<String> chosen) {
        long end = System.nanoTime() + settings.time().toNanos();
        ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
        long[] before = {0};
        ScheduledFuture<?> news = ticker.scheduleAtFixedRate(
                () -> {
                    long ended = history.ended();
                    terminal.say(progress(end, (ended - before[0]) / (double) NEWS_EVERY.toSeconds()));
                    before[0] = ended;
                },
                NEWS_EVERY.toSeconds(),
                NEWS_EVERY.toSeconds(),
                TimeUnit.SECONDS);
        try {
            faults.follow(settings.plan(chosen), () -> cutShort || System.nanoTime() >= end);
        } finally {
            news.cancel(false);
            ticker.shutdown();
        }
    }

    private String progress(long end, double perSecond) {
        long left = Math.max(0, TimeUnit.NANOSECONDS.toSeconds(end - System.nanoTime()));
        List<String> away = outages.now();
        return String.format(
                Locale.ROOT,
                "%3d s left  %,8d ended  %,6.0f/s  %,6d open   %s",
                left,
                history.ended(),
                perSecond,
                history.sent() - history.ended(),
                away.isEmpty() ? "all parts there" : String.join(", ", away));
    }
}
