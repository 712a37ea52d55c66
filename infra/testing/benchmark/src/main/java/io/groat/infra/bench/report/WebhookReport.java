package io.groat.infra.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What webhooks came to, for people. */
public final class WebhookReport {
    private static final double KEEPS_UP = 0.98;

    private WebhookReport() {}

    /** Nothing when it was not measured. */
    public static List<String> lines(Results results) {
        WebhookResult found = results.webhooks();
        if (found == null) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "Webhooks, %,.0f a second, half of them repeats; latency from when one was due to its answer",
                found.offeredPerSecond()));
        load(lines, "alone", found.alone());
        load(lines, "beside 64 payments", found.beside());
        lines.add(String.format(
                Locale.ROOT,
                "  payments, 64 in flight: %,.0f/s alone, %,.0f/s beside webhooks",
                found.paymentsAlone(),
                found.paymentsBeside()));
        lines.add(String.format(
                Locale.ROOT,
                "  %,d events answered: %,d not credited, %,d credited more than once; the last %.1f s after the last webhook",
                found.events(),
                found.lost(),
                found.doubled(),
                found.creditedAfterSeconds()));
        lines.add(String.format(
                Locale.ROOT,
                "  the gateway is the benchmark's own and was asked %,d times; %s",
                found.gatewayAsked(),
                limit(found)));
        return lines;
    }

    private static String limit(WebhookResult found) {
        return found.alone().perSecond() >= KEEPS_UP * found.offeredPerSecond()
                ? "the rate that was offered limits the webhooks, and the machine the payments"
                : "the machine limits both";
    }

    private static void load(List<String> lines, String name, WebhookResult.Load load) {
        lines.add(String.format(
                Locale.ROOT,
                "  %-20s %,7.0f/s answered  p50 %8.2f ms  p99 %8.2f ms  answers %s",
                name,
                load.perSecond(),
                load.p50Ms(),
                load.p99Ms(),
                load.answers()));
    }
}
