package io.groat.infra.bench.report;

import java.util.Map;

/**
 * A gateway's webhooks at a steady rate, half of them repeats, and payments beside them.
 *
 * @param offeredPerSecond webhooks that were sent
 * @param alone nothing else is done
 * @param beside 64 payments are under way all the time
 * @param paymentsAlone a second, 64 under way
 * @param paymentsBeside the same beside webhooks
 * @param events that were answered with 200, each once counted
 * @param lost of them, not credited minutes later
 * @param doubled payments that were credited more than once
 * @param creditedAfterSeconds from the last webhook, alone, to the last credit
 * @param gatewayAsked how often the router asked the gateway, for orders and for what became of them
 */
public record WebhookResult(
        double offeredPerSecond,
        Load alone,
        Load beside,
        double paymentsAlone,
        double paymentsBeside,
        long events,
        long lost,
        long doubled,
        double creditedAfterSeconds,
        long gatewayAsked) {

    /**
     * One time of it.
     *
     * @param perSecond answered with 200
     * @param p50Ms from when one was due to its answer
     * @param p99Ms from when one was due to its answer
     * @param answers by status of HTTP; 0 for none
     */
    public record Load(double perSecond, double p50Ms, double p99Ms, Map<Integer, Long> answers) {}

    /** Whether each event that was answered is credited once. */
    public boolean eachOnce() {
        return lost == 0 && doubled == 0;
    }

    double share() {
        return Statistics.ratio(paymentsBeside, paymentsAlone);
    }
}
