package io.groat.infra.bench.report;

import io.groat.infra.bench.load.Cell;
import io.groat.infra.bench.load.Loop;
import io.groat.infra.bench.load.Mode;
import io.groat.infra.bench.load.Skew;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The aims, held against what was measured. Ratios are to the baseline's best transfers a second of the same run. */
final class Aims {
    private static final double ZIPF_SHARE = 0.7;
    private static final double HOLD_SHARE = 0.45;
    private static final double RULED_SHARE = 0.7;
    private static final double REFUND_SHARE = 0.8;
    /** The router answers within two seconds, whatever becomes of a transfer; and that answer has its way too. */
    private static final double LONGEST_ANSWER_MS = 3_000;
    /** Measurements of a few seconds differ by so much. */
    private static final double AS_BEFORE = 1.5;

    private final Map<Cell, CellSummary> cells;

    private final @Nullable OverloadResult overload;
    private final @Nullable FollowResult follow;
    private final @Nullable WebhookResult webhooks;

    Aims(Results results) {
        this.overload = results.overload();
        this.follow = results.follow();
        this.webhooks = results.webhooks();
        this.cells = results.summaries().stream().collect(Collectors.toMap(CellSummary::cell, Function.identity()));
    }

    List<Aim> all() {
        List<Aim> aims = new ArrayList<>();
        aims.add(times("engine at 64 in flight", Cell.closed(Mode.ENGINE, 64), 4.5));
        aims.add(times("engine at 512 in flight", Cell.closed(Mode.ENGINE, 512), 8));
        aims.add(times("stream, at its best", bestStream(), 5));
        aims.add(times("http at 64 in flight", Cell.closed(Mode.HTTP, 64), 2));
        aims.add(new Aim(
                "http at 64 in flight: p99, no worse than the baseline's",
                p99(Cell.closed(Mode.HTTP, 64)),
                p99(Cell.closed(Mode.BASELINE, 64)),
                "ms",
                false));
        cells.keySet().stream()
                .filter(cell -> cell.skew() == Skew.ZIPF && cell.mode() != Mode.BASELINE)
                .sorted(Comparator.comparing(Cell::mode).thenComparing(Cell::inFlight))
                .forEach(cell -> aims.add(zipf(cell)));
        aims.add(new Aim("one http request alone: p50", p50(Cell.closed(Mode.HTTP, 1)), 4, "ms", false));
        other(aims);
        whole(aims);
        overload(aims);
        follow(aims);
        webhooks(aims);
        return aims;
    }

    private void webhooks(List<Aim> aims) {
        WebhookResult found = webhooks;
        aims.add(new Aim(
                "1,000 webhooks a second: p99 of the answer",
                found != null ? found.alone().p99Ms() : Double.NaN,
                100,
                "ms",
                false));
        aims.add(new Aim(
                "payments beside webhooks to those alone, at 64",
                found != null ? found.share() : Double.NaN,
                0.5,
                "x",
                true));
        aims.add(new Aim(
                "webhooks answered and not credited once",
                found != null ? found.lost() + found.doubled() : Double.NaN,
                0,
                "events",
                false));
    }

    private void other(List<Aim> aims) {
        aims.add(reference("engine, holds with captures to transfers, at 64", Mode.ENGINE_HOLD, 64, HOLD_SHARE));
        aims.add(reference("engine, refunds to transfers, at 64", Mode.ENGINE_REFUND, 64, REFUND_SHARE));
        aims.add(
                reference("engine, transfers under rules to those without, at 64", Mode.ENGINE_RULED, 64, RULED_SHARE));
        aims.add(reference("http, holds with captures to transfers, at 64", Mode.HTTP_HOLD, 64, HOLD_SHARE));
        aims.add(reference("http, refunds to transfers, at 64", Mode.HTTP_REFUND, 64, REFUND_SHARE));
    }

    private void whole(List<Aim> aims) {
        Cell http = Cell.closed(Mode.WHOLE_HTTP, 64);
        Cell stream = Cell.closed(Mode.WHOLE_STREAM, 512);
        aims.add(reference("whole system to router alone: http at 64", Mode.WHOLE_HTTP, 64, 0.5));
        aims.add(reference("whole system to router alone: stream at 512", Mode.WHOLE_STREAM, 512, 0.4));
        aims.add(new Aim("Cassandra's mutations a payment: http at 64", mutations(http), 2, "each", false));
        aims.add(new Aim("Cassandra's mutations a payment: stream at 512", mutations(stream), 1, "each", false));
    }

    private void overload(List<Aim> aims) {
        OverloadResult found = overload;
        aims.add(new Aim(
                "512 callers to 64 callers, whole system",
                found == null
                        ? Double.NaN
                        : Statistics.ratio(
                                found.many().perSecond(), found.usual().perSecond()),
                0.8,
                "x",
                true));
        aims.add(new Aim(
                "overloaded: answers beside 201, 202, 429 and 503",
                found == null ? Double.NaN : found.others(),
                0,
                "answers",
                false));
        aims.add(new Aim(
                "overloaded: p99 of those accepted",
                found == null
                        ? Double.NaN
                        : Math.max(found.many().p99Ms(), found.flood().p99Ms()),
                LONGEST_ANSWER_MS,
                "ms",
                false));
        aims.add(new Aim(
                "ten seconds after the flood: p50 to that before",
                found == null
                        ? Double.NaN
                        : Statistics.ratio(found.after().p50Ms(), found.before().p50Ms()),
                AS_BEFORE,
                "x",
                false));
    }

    private void follow(List<Aim> aims) {
        FollowResult found = follow;
        aims.add(new Aim("answer to decision: p99", p99(found == null ? null : found.decision()), 100, "ms", false));
        aims.add(
                new Aim("answer to dashboard: p99", p99(found == null ? null : found.dashboard()), 1_000, "ms", false));
        aims.add(new Aim("answer to payee's stream: p99", p99(found == null ? null : found.payee()), 300, "ms", false));
    }

    /** What was never seen took for ever. */
    private static double p99(@Nullable Delays delays) {
        if (delays == null) {
            return Double.NaN;
        }
        return delays.missing() > 0 ? Double.POSITIVE_INFINITY : delays.p99Ms();
    }

    private Aim reference(String what, Mode mode, int inFlight, double bound) {
        CellSummary found = cells.get(Cell.closed(mode, inFlight));
        return new Aim(what, found == null ? Double.NaN : found.ratioToReference(), bound, "x", true);
    }

    private double mutations(Cell cell) {
        CellSummary found = cells.get(cell);
        FollowUpSummary followUp = found == null ? null : found.followUp();
        return followUp == null ? Double.NaN : followUp.mutations();
    }

    private Aim times(String what, Cell cell, double bound) {
        CellSummary found = cells.get(cell);
        return new Aim(what, found == null ? Double.NaN : found.ratioToBest(), bound, "x", true);
    }

    private Cell bestStream() {
        return cells.keySet().stream()
                .filter(cell -> cell.equals(Cell.closed(Mode.STREAM, cell.inFlight())))
                .max(Comparator.comparingDouble(this::throughput))
                .orElse(Cell.closed(Mode.STREAM, 1));
    }

    private Aim zipf(Cell cell) {
        double uniform = throughput(new Cell(cell.mode(), Loop.CLOSED, Skew.UNIFORM, cell.inFlight()));
        return new Aim(
                cell.mode().label() + " at " + cell.inFlight() + " in flight: Zipf to uniform users",
                Statistics.ratio(throughput(cell), uniform),
                ZIPF_SHARE,
                "x",
                true);
    }

    private double throughput(Cell cell) {
        CellSummary found = cells.get(cell);
        return found == null ? Double.NaN : found.median().transfersPerSecond();
    }

    private double p50(Cell cell) {
        CellSummary found = cells.get(cell);
        return found == null ? Double.NaN : found.median().p50Ms();
    }

    private double p99(Cell cell) {
        CellSummary found = cells.get(cell);
        return found == null ? Double.NaN : found.median().p99Ms();
    }
}
