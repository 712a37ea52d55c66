package io.groat.analytics.query;

import io.groat.analytics.figure.Figures;
import io.groat.analytics.figure.GatewayStep;
import io.groat.analytics.query.Metric.By;
import io.groat.analytics.summary.Summaries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What orders, payouts and disputes come to over time: by gateway, and orders by method as well. */
final class GatewayMetrics {

    private static final double MILLIS_IN_SECOND = 1_000;
    private static final String ORDERS_ENDED = "orders credited, failed or expired";
    private static final String PAYOUTS_ENDED = "payouts settled or failed";

    /** A value of figures at one gateway, for one method; null for all of them. */
    private interface Value {
        @Nullable
        Number of(Figures figures, @Nullable String gateway, @Nullable String method);
    }

    private final List<Metric> found = new ArrayList<>();

    private GatewayMetrics() {}

    static List<Metric> all() {
        GatewayMetrics metrics = new GatewayMetrics();
        metrics.orders();
        metrics.payouts();
        metrics.refunds();
        metrics.disputes();
        return metrics.found;
    }

    private void orders() {
        Set<GatewayStep> steps = EnumSet.range(GatewayStep.ORDER_CREATED, GatewayStep.ORDER_EXPIRED);
        count("orders.created", "orders", "orders created", GatewayStep.ORDER_CREATED, steps);
        count("orders.attemptsFailed", "attempts", "attempts", GatewayStep.ORDER_ATTEMPT_FAILED, steps);
        count("orders.credited", "orders", ORDERS_ENDED, GatewayStep.ORDER_CREDITED, steps);
        count("orders.failed", "orders", ORDERS_ENDED, GatewayStep.ORDER_FAILED, steps);
        count("orders.expired", "orders", ORDERS_ENDED, GatewayStep.ORDER_EXPIRED, steps);
        Value success = success(GatewayStep.ORDER_CREDITED, GatewayStep.ORDER_FAILED, GatewayStep.ORDER_EXPIRED);
        add("orders.successRate", "ratio", ORDERS_ENDED, steps, success);
        volume("orders.volume", "orders credited", GatewayStep.ORDER_CREDITED);
        String of = "orders credited, paid to credited";
        time("orders.timeToCredit.p50", "ms", of, GatewayStep.ORDER_CREDITED, 0.5, 1, steps);
        time("orders.timeToCredit.p95", "ms", of, GatewayStep.ORDER_CREDITED, 0.95, 1, steps);
    }

    private void payouts() {
        Set<GatewayStep> steps = EnumSet.range(GatewayStep.PAYOUT_CREATED, GatewayStep.PAYOUT_RETURNED);
        count("payouts.created", "payouts", "payouts made", GatewayStep.PAYOUT_CREATED, steps);
        count("payouts.settled", "payouts", PAYOUTS_ENDED, GatewayStep.PAYOUT_SETTLED, steps);
        count("payouts.failed", "payouts", PAYOUTS_ENDED, GatewayStep.PAYOUT_FAILED, steps);
        count("payouts.returned", "payouts", "payouts settled before", GatewayStep.PAYOUT_RETURNED, steps);
        Value success = success(GatewayStep.PAYOUT_SETTLED, GatewayStep.PAYOUT_FAILED);
        add("payouts.successRate", "ratio", PAYOUTS_ENDED, steps, success);
        volume("payouts.volume", "payouts settled", GatewayStep.PAYOUT_SETTLED);
        String of = "payouts settled, sent to settled";
        time("payouts.timeToSettle.p50", "s", of, GatewayStep.PAYOUT_SETTLED, 0.5, MILLIS_IN_SECOND, steps);
        time("payouts.timeToSettle.p95", "s", of, GatewayStep.PAYOUT_SETTLED, 0.95, MILLIS_IN_SECOND, steps);
    }

    private void refunds() {
        Set<GatewayStep> steps = EnumSet.range(GatewayStep.REFUND_CREATED, GatewayStep.REFUND_RETURNED);
        String of = "refunds to where orders were paid from";
        count("sourceRefunds.created", "refunds", of, GatewayStep.REFUND_CREATED, steps);
        count("sourceRefunds.settled", "refunds", of, GatewayStep.REFUND_SETTLED, steps);
        count("sourceRefunds.failed", "refunds", of, GatewayStep.REFUND_FAILED, steps);
        volume("sourceRefunds.volume", of, GatewayStep.REFUND_SETTLED);
    }

    private void disputes() {
        Set<GatewayStep> steps = EnumSet.range(GatewayStep.DISPUTE_OPENED, GatewayStep.DISPUTE_LOST);
        count("disputes.opened", "disputes", "disputes opened", GatewayStep.DISPUTE_OPENED, steps);
        count("disputes.won", "disputes", "disputes ended", GatewayStep.DISPUTE_WON, steps);
        count("disputes.lost", "disputes", "disputes ended", GatewayStep.DISPUTE_LOST, steps);
        volume("disputes.opened.volume", "disputes opened", GatewayStep.DISPUTE_OPENED);
        volume("disputes.lost.volume", "disputes ended", GatewayStep.DISPUTE_LOST);
    }

    private static Value counted(GatewayStep step) {
        return (figures, gateway, method) ->
                figures.gateways().sum(step, gateway, method).count();
    }

    private static Value success(GatewayStep good, GatewayStep... others) {
        return (figures, gateway, method) -> {
            long well = figures.gateways().sum(good, gateway, method).count();
            long rest = Arrays.stream(others)
                    .mapToLong(other ->
                            figures.gateways().sum(other, gateway, method).count())
                    .sum();
            return Summaries.share(well, well + rest);
        };
    }

    private void count(String name, String unit, String of, GatewayStep step, Set<GatewayStep> steps) {
        add(name, unit, of, steps, counted(step));
    }

    private void time(
            String name, String unit, String of, GatewayStep step, double share, double millis, Set<GatewayStep> all) {
        add(
                name,
                unit,
                of,
                all,
                (figures, gateway, method) -> Summaries.quantile(
                        figures.gateways().sum(step, gateway, method).took(), share, millis));
    }

    private void volume(String name, String of, GatewayStep step) {
        Metric metric = new Metric(name, "minor units", of, null, new EnumMap<>(By.class));
        metric.parts().put(By.currency, figures -> {
            Map<String, @Nullable Number> parts = new LinkedHashMap<>();
            figures.gateways()
                    .byCurrency(step, null, null)
                    .forEach((currency, one) -> parts.put(currency, one.amountMinor()));
            return parts;
        });
        found.add(metric);
    }

    /** @param steps of which a gateway has to have any, to be among the parts */
    private void add(String name, String unit, String of, Set<GatewayStep> steps, Value value) {
        Metric metric = new Metric(name, unit, of, figures -> value.of(figures, null, null), new EnumMap<>(By.class));
        metric.parts()
                .put(
                        By.gateway,
                        each(
                                figures -> figures.gateways().names(steps),
                                (figures, gateway, none) -> value.of(figures, gateway, null)));
        if (steps.contains(GatewayStep.ORDER_CREATED)) {
            metric.parts()
                    .put(
                            By.method,
                            each(
                                    figures -> figures.gateways().methods(null),
                                    (figures, method, none) -> value.of(figures, null, method)));
        }
        found.add(metric);
    }

    private static Function<Figures, Map<String, @Nullable Number>> each(
            Function<Figures, Set<String>> names, Value value) {
        return figures -> {
            Map<String, @Nullable Number> parts = new LinkedHashMap<>();
            names.apply(figures).forEach(name -> parts.put(name, value.of(figures, name, null)));
            return parts;
        };
    }
}
