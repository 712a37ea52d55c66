package io.groat.infra.launcher.demo;

import io.groat.infra.launcher.console.Terminal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Prints what came of the demonstration. */
final class DemoReport {
    private final Terminal terminal;

    DemoReport(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Throughput and latency of one way of sending. */
    void speed(String way, OutcomeCounter tally, Duration took) {
        double perSecond = tally.answered() / Math.max(took.toNanos() / 1e9, 1e-9);
        terminal.say(String.format(
                "%-7s %,7d transfers in %7s  %,8.0f/s   p50 %.1f ms   p95 %.1f ms   p99 %.1f ms",
                way,
                tally.answered(),
                Terminal.seconds(took),
                perSecond,
                tally.millisAt(50),
                tally.millisAt(95),
                tally.millisAt(99)));
    }

    /** How all transfers ended, and where they went. */
    void outcomes(List<OutcomeCounter> tallies) {
        SortedMap<String, Integer> accepted = new TreeMap<>();
        SortedMap<String, Integer> refusals = new TreeMap<>();
        int cross = 0;
        int same = 0;
        int repeated = 0;
        for (OutcomeCounter tally : tallies) {
            tally.accepted().forEach((status, count) -> accepted.merge(status, count, Integer::sum));
            tally.refusals().forEach((code, count) -> refusals.merge(code, count, Integer::sum));
            cross += tally.crossShard();
            same += tally.sameShard();
            repeated += tally.repeated();
        }
        terminal.say("ended   " + shown(accepted));
        terminal.say(String.format(
                "shards  %.1f%% across shards, %.1f%% on one shard",
                percent(cross, cross + same), percent(same, cross + same)));
        if (repeated > 0) {
            terminal.say(
                    String.format("        %,d were sent twice, since the first was told to come again", repeated));
        }
        terminal.say("refused " + (refusals.isEmpty() ? "none" : shown(refusals)));
    }

    /** How far the relay is. */
    void relay(RelayProgress atEnd, RelayProgress now, boolean done, Duration took) {
        terminal.say(
                done
                        ? String.format(
                                "relay   all events are on Kafka; %,d were waiting when the last transfer was answered,"
                                        + " sent within %s",
                                atEnd.waiting(), Terminal.seconds(took))
                        : String.format(
                                "relay   %,d events still wait after %s, the oldest for %s. See infra/logs shard-router.",
                                now.waiting(),
                                Terminal.seconds(took),
                                Terminal.seconds(Duration.ofMillis(now.oldestMillis()))));
    }

    /**
     * The verdict on the books.
     *
     * @return whether they balance
     */
    boolean reconciliation(JsonNode verdict) {
        boolean balanced = verdict.path("balanced").asBoolean(false);
        JsonNode inFlight = verdict.path("inFlight");
        terminal.say(
                balanced
                        ? "books   balanced: every shard sums to zero, every balance is the sum of its entries; in flight "
                                + inFlight.path("count").asLong(0) + " transfers"
                        : "books   NOT BALANCED: " + verdict);
        return balanced;
    }

    void links(URI base) {
        terminal.say("Look at:");
        for (String path : List.of(
                "/swagger-ui.html",
                "/v3/api-docs",
                "/analytics",
                "/v1/shards",
                "/v1/reconciliation",
                "/actuator/prometheus")) {
            terminal.say("  " + base + path);
        }
    }

    private static double percent(int part, int whole) {
        return whole == 0 ? 0 : 100.0 * part / whole;
    }

    private static String shown(SortedMap<String, Integer> counts) {
        var text = new StringBuilder();
        counts.forEach((name, count) -> text.append(text.length() == 0 ? "" : ", ")
                .append(String.format("%,d ", count))
                .append(name));
        return text.toString();
    }
}
