package io.groat.infra.bench.report;

import io.groat.infra.bench.load.Cell;
import io.groat.infra.bench.load.FollowUpCost;
import io.groat.infra.bench.load.Loop;
import io.groat.infra.bench.load.Measurement;
import io.groat.infra.bench.load.Mode;
import io.groat.infra.bench.load.PartUse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Everything that was measured, round by round, and what it says. */
public final class Results {
    private final Map<Cell, List<Once>> measured = new LinkedHashMap<>();
    private final Map<Mode, Boolean> balanced = new LinkedHashMap<>();

    private @Nullable OverloadResult overload;
    private @Nullable FollowResult follow;
    private @Nullable WebhookResult webhooks;

    private record Once(
            int round,
            Measurement measurement,
            double offeredPerSecond,
            long relayBehind,
            @Nullable FollowUpCost followUp) {}

    /**
     * Adds what a cell came to in a round.
     *
     * @param offeredPerSecond what an open loop asked for; not a number for a closed one
     * @param relayBehind events that were not on Kafka as it ended
     * @param followUp what the work behind the answers took; null where the cell does not include it
     */
    public void add(
            int round,
            Cell cell,
            Measurement measurement,
            double offeredPerSecond,
            long relayBehind,
            @Nullable FollowUpCost followUp) {
        measured.computeIfAbsent(cell, unseen -> new ArrayList<>())
                .add(new Once(round, measurement, offeredPerSecond, relayBehind, followUp));
    }

    public void setOverload(OverloadResult result) {
        overload = result;
    }

    /** Null when it was not measured. */
    public @Nullable OverloadResult overload() {
        return overload;
    }

    public void setFollow(FollowResult result) {
        follow = result;
    }

    /** Null when it was not measured. */
    public @Nullable FollowResult follow() {
        return follow;
    }

    public void setWebhooks(WebhookResult result) {
        webhooks = result;
    }

    /** Null when it was not measured. */
    public @Nullable WebhookResult webhooks() {
        return webhooks;
    }

    /** Adds what the reconciliation of a mode said. */
    public void addVerdict(Mode mode, boolean isBalanced) {
        balanced.put(mode, isBalanced);
    }

    /** False where a mode brings money in, and not each once. */
    public boolean isEachOnce(Mode mode) {
        WebhookResult found = webhooks;
        return mode != Mode.WEBHOOKS || found == null || found.eachOnce();
    }

    /** Whether the books of that mode were found right. */
    public boolean balanced(Mode mode) {
        return balanced.getOrDefault(mode, false);
    }

    public boolean allBalanced() {
        return balanced.values().stream().allMatch(right -> right);
    }

    /** Transfers a second of that cell so far, in the median; not a number before it was measured. */
    public double throughput(Cell cell) {
        return median(cell, Measurement::transfersPerSecond);
    }

    /** The most that any closed cell of the baseline came to; not a number without a baseline. */
    public double bestOfBaseline() {
        return measured.keySet().stream()
                .filter(cell -> cell.mode() == Mode.BASELINE && cell.loop() == Loop.CLOSED)
                .mapToDouble(this::throughput)
                .max()
                .orElse(Double.NaN);
    }

    /** All cells, in the order of modes. */
    public List<CellSummary> summaries() {
        List<CellSummary> all = new ArrayList<>();
        for (Mode mode : Mode.values()) {
            measured.keySet().stream()
                    .filter(cell -> cell.mode() == mode)
                    .map(this::summary)
                    .forEach(all::add);
        }
        return all;
    }

    private CellSummary summary(Cell cell) {
        List<Once> rounds = rounds(cell);
        Measurement median = new Measurement(
                rounds.stream()
                        .mapToLong(once -> once.measurement().completed())
                        .sum(),
                throughput(cell),
                median(cell, Measurement::p50Ms),
                median(cell, Measurement::p95Ms),
                median(cell, Measurement::p99Ms),
                usedByPart(rounds),
                rounds.stream().mapToLong(once -> once.measurement().failed()).sum(),
                rounds.stream()
                        .map(once -> once.measurement().firstTrouble())
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null));
        return new CellSummary(
                cell,
                median,
                Statistics.ratio(median.transfersPerSecond(), bestOfBaseline()),
                ratio(cell, cell.on(Mode.BASELINE)),
                cell.mode()
                        .reference()
                        .map(reference -> ratio(cell, cell.on(reference)))
                        .orElse(Double.NaN),
                Statistics.median(rounds.stream().map(Once::offeredPerSecond).toList()),
                rounds.stream().mapToLong(Once::relayBehind).max().orElse(0),
                followUp(rounds));
    }

    private static Map<String, PartUse> usedByPart(List<Once> rounds) {
        Map<String, PartUse> medians = new LinkedHashMap<>();
        rounds.get(0).measurement().usedByPart().keySet().forEach(part -> {
            List<PartUse> uses = rounds.stream()
                    .map(once -> once.measurement().usedByPart().get(part))
                    .filter(Objects::nonNull)
                    .toList();
            medians.put(
                    part,
                    new PartUse(
                            Statistics.median(uses.stream().map(PartUse::cpuMs).toList()),
                            Statistics.median(
                                    uses.stream().map(PartUse::switches).toList())));
        });
        return medians;
    }

    private static @Nullable FollowUpSummary followUp(List<Once> rounds) {
        List<Once> with =
                rounds.stream().filter(once -> once.followUp() != null).toList();
        List<FollowUpCost> costs =
                with.stream().map(Once::followUp).filter(Objects::nonNull).toList();
        if (costs.isEmpty()) {
            return null;
        }
        long completed = Math.max(
                1,
                with.stream().mapToLong(once -> once.measurement().completed()).sum());
        return new FollowUpSummary(
                Statistics.median(costs.stream().map(FollowUpCost::drainSeconds).toList()),
                Statistics.median(
                        costs.stream().map(FollowUpCost::settleSeconds).toList()),
                perTransfer(costs, FollowUpCost::mutationsByTable, completed),
                perTransfer(costs, FollowUpCost::readsByTable, completed),
                perTransfer(costs, FollowUpCost::requestsByService, completed));
    }

    private static Map<String, Double> perTransfer(
            List<FollowUpCost> costs, Function<FollowUpCost, Map<String, Long>> counts, long completed) {
        Map<String, Double> all = new TreeMap<>();
        costs.forEach(cost ->
                counts.apply(cost).forEach((name, count) -> all.merge(name, count / (double) completed, Double::sum)));
        return all;
    }

    /** Round by round, so that a machine that changes speed between rounds changes both sides of the ratio. */
    private double ratio(Cell cell, Cell to) {
        List<Double> ratios = new ArrayList<>();
        for (Once once : rounds(cell)) {
            rounds(to).stream()
                    .filter(neighbour -> neighbour.round() == once.round())
                    .mapToDouble(neighbour -> Statistics.ratio(
                            once.measurement().transfersPerSecond(),
                            neighbour.measurement().transfersPerSecond()))
                    .forEach(ratios::add);
        }
        return ratios.isEmpty() ? Double.NaN : Statistics.median(ratios);
    }

    private double median(Cell cell, ToDoubleFunction<Measurement> figure) {
        List<Double> values = rounds(cell).stream()
                .map(once -> figure.applyAsDouble(once.measurement()))
                .toList();
        return values.isEmpty() ? Double.NaN : Statistics.median(values);
    }

    private List<Once> rounds(Cell cell) {
        return measured.getOrDefault(cell, List.of());
    }
}
