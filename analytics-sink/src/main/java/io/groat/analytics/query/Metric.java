package io.groat.analytics.query;

import io.groat.analytics.figure.Cell;
import io.groat.analytics.figure.Count;
import io.groat.analytics.figure.Figures;
import io.groat.analytics.figure.GlobalCount;
import io.groat.analytics.figure.Moved;
import io.groat.analytics.figure.Movement;
import io.groat.analytics.figure.Payments;
import io.groat.analytics.figure.QuantileSketch;
import io.groat.analytics.summary.Summaries;
import io.groat.event.PaymentEvent;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A figure that can be shown over time.
 *
 * @param of what it is a part or a measurement of
 * @param whole its value for figures of a stretch; null where it has none but by something
 * @param parts its values by what it can be split by
 */
record Metric(
        String name,
        String unit,
        String of,
        @Nullable Function<Figures, @Nullable Number> whole,
        Map<By, Function<Figures, Map<String, @Nullable Number>>> parts) {

    /** What a metric can be split by. */
    enum By {
        shard,
        currency,
        reason,
        channel,
        gateway,
        method
    }

    private static final double MICROS_IN_MILLI = 1_000;
    private static final double MILLIS_IN_SECOND = 1_000;
    private static final Map<String, Metric> ALL = all();

    static @Nullable Metric find(String name) {
        return ALL.get(name);
    }

    static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    private static Map<String, Metric> all() {
        Map<String, Metric> all = new LinkedHashMap<>();
        counts(all);
        ratios(all);
        others(all);
        movements(all, "holds", Movement.HOLD);
        movements(all, "captures", PaymentEvent.CAPTURE);
        movements(all, "refunds", PaymentEvent.REFUND);
        movements(all, "reversals", PaymentEvent.REVERSAL);
        movements(all, "deposits", PaymentEvent.DEPOSIT);
        movements(all, "withdrawals", PaymentEvent.WITHDRAWAL);
        movements(all, "fees", Movement.FEE);
        movements(all, "feesReturned", Movement.FEE_RETURN);
        movements(all, "commissions", PaymentEvent.COMMISSION);
        GatewayMetrics.all().forEach(metric -> add(all, metric));
        return all;
    }

    private static void counts(Map<String, Metric> all) {
        count(all, "payments.initiated", "payments", "payments initiated", payments -> payments.get(Count.INITIATED));
        count(all, "payments.completed", "payments", "payments ended", payments -> payments.get(Count.COMPLETED));
        count(all, "payments.failed", "payments", "payments ended", payments -> payments.get(Count.FAILED))
                .parts()
                .put(By.reason, figures -> numbers(figures.failures()));
        count(all, "payments.cancelled", "payments", "payments ended", payments -> payments.get(Count.CANCELLED))
                .parts()
                .put(By.reason, figures -> numbers(figures.cancellations()));
        count(all, "payments.held", "payments", "payments initiated", payments -> payments.get(Count.HELD));
        count(
                all,
                "payments.crossShard",
                "payments",
                "payments initiated",
                payments -> payments.get(Count.CROSS_INITIATED));
        count(
                all,
                "payments.sameShard",
                "payments",
                "payments initiated",
                payments -> payments.get(Count.INITIATED) - payments.get(Count.CROSS_INITIATED));
    }

    private static void ratios(Map<String, Metric> all) {
        Function<Payments, @Nullable Number> success = payments -> Summaries.share(
                payments.get(Count.COMPLETED),
                payments.get(Count.COMPLETED) + payments.get(Count.FAILED) + payments.get(Count.CANCELLED));
        add(
                all,
                new Metric(
                        "payments.successRate",
                        "ratio",
                        "payments ended",
                        figures -> success.apply(whole(figures)),
                        byCell(success)));
        Metric volume =
                new Metric("payments.volume", "minor units", "payments completed", null, new EnumMap<>(By.class));
        volume.parts().put(By.currency, figures -> new TreeMap<>(figures.volume()));
        add(all, volume);
        latency(all, "p50", 0.5);
        latency(all, "p95", 0.95);
        latency(all, "p99", 0.99);
    }

    private static void latency(Map<String, Metric> all, String name, double share) {
        Metric metric = new Metric(
                "payments.latency." + name,
                "ms",
                "payments completed, initiated to completed",
                figures -> Summaries.quantile(figures.latency(), share, MICROS_IN_MILLI),
                new EnumMap<>(By.class));
        metric.parts().put(By.shard, figures -> {
            Map<String, @Nullable Number> parts = new LinkedHashMap<>();
            for (Map.Entry<Integer, QuantileSketch> shard :
                    figures.latencyByShard().entrySet()) {
                parts.put(shard.getKey().toString(), Summaries.quantile(shard.getValue(), share, MICROS_IN_MILLI));
            }
            return parts;
        });
        add(all, metric);
    }

    private static void others(Map<String, Metric> all) {
        plain(
                all,
                "payers.active",
                "users",
                "payments initiated",
                figures -> figures.payers().estimate());
        plain(
                all,
                "payees.active",
                "users",
                "payments completed",
                figures -> figures.payees().estimate());
        tally(all, "users.created", "users", "users created", GlobalCount.USERS_CREATED);
        tally(all, "fraud.scored", "payments", "payments scored", GlobalCount.FRAUD_SCORED);
        tally(all, "fraud.allowed", "payments", "payments scored", GlobalCount.FRAUD_ALLOWED);
        tally(all, "fraud.review", "payments", "payments scored", GlobalCount.FRAUD_REVIEW_REQUIRED);
        tally(all, "fraud.blocked", "payments", "payments scored", GlobalCount.FRAUD_BLOCKED);
        tally(all, "fraud.reviews.approved", "reviews", "reviews decided", GlobalCount.FRAUD_REVIEW_APPROVED);
        tally(all, "fraud.reviews.blocked", "reviews", "reviews decided", GlobalCount.FRAUD_REVIEW_BLOCKED);
        plain(
                all,
                "fraud.reviewTime.p50",
                "s",
                "reviews decided",
                figures -> Summaries.quantile(figures.reviewTime(), 0.5, MILLIS_IN_SECOND));
        channels(all, "notifications.sent", 0);
        channels(all, "notifications.failed", 1);
    }

    private static void movements(Map<String, Metric> all, String name, String kind) {
        plain(
                all,
                name,
                name,
                name,
                figures -> figures.moved(kind).values().stream()
                        .mapToLong(Moved::count)
                        .sum());
        Metric volume = new Metric(name + ".volume", "minor units", name, null, new EnumMap<>(By.class));
        volume.parts().put(By.currency, figures -> {
            Map<String, @Nullable Number> parts = new LinkedHashMap<>();
            figures.moved(kind).forEach((currency, moved) -> parts.put(currency, moved.amountMinor()));
            return parts;
        });
        add(all, volume);
    }

    private static void channels(Map<String, Metric> all, String name, int place) {
        plain(
                        all,
                        name,
                        "messages",
                        "messages sent or failed",
                        figures -> figures.channels().values().stream()
                                .mapToLong(counts -> counts[place])
                                .sum())
                .parts()
                .put(By.channel, figures -> {
                    Map<String, @Nullable Number> parts = new LinkedHashMap<>();
                    figures.channels().forEach((channel, counts) -> parts.put(channel, counts[place]));
                    return parts;
                });
    }

    private static void tally(Map<String, Metric> all, String name, String unit, String of, GlobalCount tally) {
        plain(all, name, unit, of, figures -> figures.get(tally));
    }

    private static Metric plain(
            Map<String, Metric> all, String name, String unit, String of, Function<Figures, @Nullable Number> value) {
        return add(all, new Metric(name, unit, of, value, new EnumMap<>(By.class)));
    }

    private static Metric count(
            Map<String, Metric> all, String name, String unit, String of, Function<Payments, @Nullable Number> value) {
        return add(all, new Metric(name, unit, of, figures -> value.apply(whole(figures)), byCell(value)));
    }

    private static Metric add(Map<String, Metric> all, Metric metric) {
        all.put(metric.name(), metric);
        return metric;
    }

    private static Payments whole(Figures figures) {
        return figures.payments(cell -> 0).getOrDefault(0, new Payments());
    }

    private static Map<By, Function<Figures, Map<String, @Nullable Number>>> byCell(
            Function<Payments, @Nullable Number> value) {
        Map<By, Function<Figures, Map<String, @Nullable Number>>> parts = new EnumMap<>(By.class);
        parts.put(By.shard, figures -> each(figures.payments(Cell::shard), value));
        parts.put(By.currency, figures -> each(figures.payments(Cell::currency), value));
        return parts;
    }

    private static <K> Map<String, @Nullable Number> each(
            Map<K, Payments> payments, Function<Payments, @Nullable Number> value) {
        Map<String, @Nullable Number> parts = new LinkedHashMap<>();
        payments.forEach((key, one) -> parts.put(String.valueOf(key), value.apply(one)));
        return parts;
    }

    private static Map<String, @Nullable Number> numbers(Map<String, Long> counts) {
        return new TreeMap<>(counts);
    }
}
