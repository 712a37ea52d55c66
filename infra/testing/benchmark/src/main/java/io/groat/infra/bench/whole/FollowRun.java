package io.groat.infra.bench.whole;

import io.groat.infra.bench.load.Cell;
import io.groat.infra.bench.load.CellRun;
import io.groat.infra.bench.load.Loop;
import io.groat.infra.bench.load.Mode;
import io.groat.infra.bench.load.Skew;
import io.groat.infra.bench.load.Traffic;
import io.groat.infra.bench.report.Delays;
import io.groat.infra.bench.report.FollowResult;
import io.groat.infra.bench.stack.WholeStack;
import io.groat.infra.server.Poll;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Measures how long after a payment's answer others know of it: the scorer's readers, the dashboard, the payee. */
public final class FollowRun {
    private static final int MOST_OPEN = 256;
    private static final int DIGITS = 3;
    private static final Duration LATEST = Duration.ofSeconds(60);
    private static final Duration FIRST_TOTALS = Duration.ofSeconds(60);

    private final JsonMapper json = new JsonMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final WholeStack stack;
    private final WholeWork work;
    private final Traffic traffic;
    private final Duration warmUp;
    private final Duration window;

    /**
     * @param warmUp before the window, at the same rate
     * @param window how long payments are made
     */
    public FollowRun(WholeStack stack, WholeWork work, Traffic traffic, Duration warmUp, Duration window) {
        this.stack = stack;
        this.work = work;
        this.traffic = traffic;
        this.warmUp = warmUp;
        this.window = window;
    }

    /** @param perSecond payments a second */
    public FollowResult measure(double perSecond) {
        work.begin();
        pay(new Commits(stack), perSecond, warmUp);
        work.awaitRest();
        Totals totals = new Totals();
        Map<Long, Long> told = new ConcurrentHashMap<>();
        List<EventStreamReader> streams = new ArrayList<>();
        Commits commits = new Commits(stack);
        try (DecisionReader decisions = new DecisionReader(stack.port("kafka"))) {
            streams.add(
                    open("analytics-sink", "/v1/stream", stack.analystAuthorization(), data -> count(data, totals)));
            for (String user : Commits.watched()) {
                streams.add(open(
                        "notifier",
                        "/v1/notifications/stream?userId=" + user,
                        stack.authorization(),
                        data -> message(data, told)));
            }
            Poll.until(FIRST_TOTALS, () -> totals.latest() > 0);
            long before = totals.latest();
            pay(commits, perSecond, window);
            awaitLast(commits, decisions, totals, before, told);
            return new FollowResult(
                    perSecond,
                    delays(
                            matched(commits.byPayment(), decisions.seen()),
                            commits.byPayment().size()),
                    delays(
                            totals.delays(before, commits.byPayment().values()),
                            commits.byPayment().size()),
                    delays(
                            matched(commits.byOwnAmount(), told),
                            commits.byOwnAmount().size()));
        } finally {
            streams.forEach(EventStreamReader::close);
        }
    }

    private void pay(Commits commits, double perSecond, Duration howLong) {
        new CellRun(traffic, Duration.ZERO, howLong)
                .measure(commits, new Cell(Mode.FOLLOW, Loop.OPEN, Skew.UNIFORM, MOST_OPEN), perSecond);
    }

    private EventStreamReader open(String service, String path, String authorization, Consumer<String> to) {
        return new EventStreamReader(
                http, URI.create("http://127.0.0.1:" + stack.port(service) + path), authorization, to);
    }

    private void count(String data, Totals totals) {
        long now = System.nanoTime();
        JsonNode completed = json.readTree(data).path("totals").path("completed");
        if (completed.isNumber()) {
            totals.note(completed.asLong(), now);
        }
    }

    private void message(String data, Map<Long, Long> told) {
        long now = System.nanoTime();
        JsonNode message = json.readTree(data);
        if (message.path("template").asString("").equals("payment-received")) {
            told.putIfAbsent(amount(message.path("title").asString("")), now);
        }
    }

    /** The title names the amount and no other number. */
    static long amount(String title) {
        String digits = title.replaceAll("\\D", "");
        return digits.isEmpty() || digits.length() > 15 ? -1 : Long.parseLong(digits);
    }

    private static void awaitLast(
            Commits commits, DecisionReader decisions, Totals totals, long before, Map<Long, Long> told) {
        int payments = commits.byPayment().size();
        Poll.until(
                LATEST,
                () -> decisions.seen().keySet().containsAll(commits.byPayment().keySet())
                        && totals.latest() >= before + payments
                        && told.keySet().containsAll(commits.byOwnAmount().keySet()));
    }

    private static <K> List<Long> matched(Map<K, Long> answered, Map<K, Long> seen) {
        List<Long> delays = new ArrayList<>();
        answered.forEach((key, nanos) -> {
            Long at = seen.get(key);
            if (at != null) {
                delays.add(Math.max(0, at - nanos));
            }
        });
        return delays;
    }

    static Delays delays(List<Long> nanos, long due) {
        Histogram micros = new Histogram(TimeUnit.MINUTES.toMicros(10), DIGITS);
        nanos.forEach(delay -> micros.recordValue(TimeUnit.NANOSECONDS.toMicros(delay)));
        return new Delays(
                nanos.size(),
                nanos.isEmpty() ? Double.NaN : micros.getValueAtPercentile(50) / 1000.0,
                nanos.isEmpty() ? Double.NaN : micros.getValueAtPercentile(99) / 1000.0,
                due - nanos.size());
    }
}
