package io.groat.analytics.summary;

import io.groat.analytics.figure.GatewayStep;
import io.groat.analytics.figure.Gateways;
import io.groat.analytics.figure.QuantileSketch;
import io.groat.analytics.figure.StepFigures;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Names and values of what orders, payouts and disputes come to: of all, by gateway, and of orders by method as well. */
final class GatewaySummary {

    private static final double MILLIS_IN_SECOND = 1_000;
    private static final Set<GatewayStep> ORDERS = Set.of(
            GatewayStep.ORDER_CREATED,
            GatewayStep.ORDER_ATTEMPT_FAILED,
            GatewayStep.ORDER_CREDITED,
            GatewayStep.ORDER_FAILED,
            GatewayStep.ORDER_EXPIRED);
    private static final Set<GatewayStep> DISPUTES =
            Set.of(GatewayStep.DISPUTE_OPENED, GatewayStep.DISPUTE_WON, GatewayStep.DISPUTE_LOST);

    private final Gateways gateways;
    private final BiConsumer<String, @Nullable Object> put;

    GatewaySummary(Gateways gateways, BiConsumer<String, @Nullable Object> put) {
        this.gateways = gateways;
        this.put = put;
    }

    void all() {
        orders("orders.", null, null);
        for (String gateway : gateways.names(ORDERS)) {
            for (String method : gateways.methods(gateway)) {
                orders("orders.gateways." + gateway + "." + method + ".", gateway, method);
            }
        }
        payouts(
                "payouts.",
                GatewayStep.PAYOUT_CREATED,
                GatewayStep.PAYOUT_SETTLED,
                GatewayStep.PAYOUT_FAILED,
                GatewayStep.PAYOUT_RETURNED);
        payouts(
                "sourceRefunds.",
                GatewayStep.REFUND_CREATED,
                GatewayStep.REFUND_SETTLED,
                GatewayStep.REFUND_FAILED,
                GatewayStep.REFUND_RETURNED);
        disputes("disputes.", null);
        gateways.names(DISPUTES).forEach(gateway -> disputes("disputes.gateways." + gateway + ".", gateway));
    }

    private void orders(String name, @Nullable String gateway, @Nullable String method) {
        StepFigures credited = gateways.sum(GatewayStep.ORDER_CREDITED, gateway, method);
        long failed = count(GatewayStep.ORDER_FAILED, gateway, method);
        long expired = count(GatewayStep.ORDER_EXPIRED, gateway, method);
        put.accept(name + "created.count", count(GatewayStep.ORDER_CREATED, gateway, method));
        put.accept(name + "attemptsFailed.count", count(GatewayStep.ORDER_ATTEMPT_FAILED, gateway, method));
        put.accept(name + "credited.count", credited.count());
        put.accept(name + "failed.count", failed);
        put.accept(name + "expired.count", expired);
        put.accept(name + "successRate.value", Summaries.share(credited.count(), credited.count() + failed + expired));
        times(name + "timeToCredit", credited.took(), 1, "Ms");
        volume(name + "volume.", gateways.byCurrency(GatewayStep.ORDER_CREDITED, gateway, method));
    }

    private void payouts(
            String name, GatewayStep created, GatewayStep settled, GatewayStep failed, GatewayStep returned) {
        payouts(name, null, created, settled, failed, returned);
        for (String gateway : gateways.names(Set.of(created, settled, failed, returned))) {
            payouts(name + "gateways." + gateway + ".", gateway, created, settled, failed, returned);
        }
    }

    private void payouts(
            String name,
            @Nullable String gateway,
            GatewayStep created,
            GatewayStep settled,
            GatewayStep failed,
            GatewayStep returned) {
        StepFigures arrived = gateways.sum(settled, gateway, null);
        long lost = count(failed, gateway, null);
        put.accept(name + "created.count", count(created, gateway, null));
        put.accept(name + "settled.count", arrived.count());
        put.accept(name + "failed.count", lost);
        put.accept(name + "returned.count", count(returned, gateway, null));
        put.accept(name + "successRate.value", Summaries.share(arrived.count(), arrived.count() + lost));
        times(name + "timeToSettle", arrived.took(), MILLIS_IN_SECOND, "Seconds");
        volume(name + "volume.", gateways.byCurrency(settled, gateway, null));
    }

    private void disputes(String name, @Nullable String gateway) {
        long won = count(GatewayStep.DISPUTE_WON, gateway, null);
        long lost = count(GatewayStep.DISPUTE_LOST, gateway, null);
        dispute(name + "opened.", GatewayStep.DISPUTE_OPENED, gateway);
        dispute(name + "won.", GatewayStep.DISPUTE_WON, gateway);
        dispute(name + "lost.", GatewayStep.DISPUTE_LOST, gateway);
        put.accept(name + "wonRate.value", Summaries.share(won, won + lost));
    }

    private void dispute(String name, GatewayStep step, @Nullable String gateway) {
        put.accept(name + "count", count(step, gateway, null));
        volume(name + "volume.", gateways.byCurrency(step, gateway, null));
    }

    private void volume(String name, Map<String, StepFigures> byCurrency) {
        byCurrency.forEach((currency, step) -> put.accept(name + currency + ".amount", step.amountMinor()));
    }

    private void times(String name, QuantileSketch took, double unit, String suffix) {
        put.accept(name + ".count", took.count());
        put.accept(name + ".p50" + suffix, Summaries.quantile(took, 0.5, unit));
        put.accept(name + ".p95" + suffix, Summaries.quantile(took, 0.95, unit));
    }

    private long count(GatewayStep step, @Nullable String gateway, @Nullable String method) {
        return gateways.sum(step, gateway, method).count();
    }
}
