package io.groat.infra.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.bench.load.Mode;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What webhooks came to, as people read it. */
class WebhookReportTest {
    private final Results results = new Results();

    @Test
    void whatWasNotMeasuredIsLeftOut() {
        assertThat(WebhookReport.lines(results)).isEmpty();
        assertThat(TextReport.aims(results))
                .anyMatch(line -> line.contains("webhooks") && line.contains("not measured"));
        assertThat(results.isEachOnce(Mode.WEBHOOKS)).isTrue();
    }

    @Test
    void figuresAndAims() {
        results.setWebhooks(result(999, 40, 0, 0));
        assertThat(String.join("\n", WebhookReport.lines(results)))
                .contains("999/s answered", "p99    40.00 ms", "0 not credited", "limits the webhooks");
        assertThat(TextReport.aims(results))
                .anyMatch(line -> line.contains("met") && line.contains("p99 of the answer"))
                .anyMatch(line -> line.contains("met") && line.contains("payments beside webhooks"));
        assertThat(results.isEachOnce(Mode.WEBHOOKS)).isTrue();
    }

    @Test
    void whatIsLostOrDoubledIsNoGoodRun() {
        results.setWebhooks(result(400, 400, 1, 2));
        assertThat(String.join("\n", WebhookReport.lines(results)))
                .contains("1 not credited, 2 credited more than once", "the machine limits both");
        assertThat(TextReport.aims(results))
                .anyMatch(line -> line.contains("MISSED") && line.contains("credited once"));
        assertThat(results.isEachOnce(Mode.WEBHOOKS)).isFalse();
    }

    private static WebhookResult result(double perSecond, double p99Ms, long lost, long doubled) {
        WebhookResult.Load load = new WebhookResult.Load(perSecond, p99Ms / 4, p99Ms, Map.of(200, 1_000L));
        return new WebhookResult(1_000, load, load, 100, 60, 1_000, lost, doubled, 1.5, 2_000);
    }
}
