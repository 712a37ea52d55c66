package io.groat.infra.bench.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.bench.load.TransferOrder;
import io.groat.infra.bench.report.Delays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FollowRunTest {
    @Test
    void thePaymentIsCountedWhenTheCountHasGrownByAsMany() {
        Totals totals = new Totals();
        totals.note(100, 0);
        totals.note(102, 50);
        totals.note(103, 90);

        assertThat(totals.latest()).isEqualTo(103);
        assertThat(totals.delays(100, List.of(30L, 10L, 20L, 40L))).containsExactly(40L, 30L, 60L);
    }

    @Test
    void theTitleTellsTheAmount() {
        assertThat(FollowRun.amount("You got €50.01")).isEqualTo(5_001);
        assertThat(FollowRun.amount("You got €1,050.01")).isEqualTo(105_001);
        assertThat(FollowRun.amount("You got something")).isEqualTo(-1);
    }

    @Test
    void watchedUsersGetAmountsOfTheirOwn() {
        TransferOrder order = new TransferOrder(9, 700, 800, 5_000);

        assertThat(Commits.redirected(order, 1)).isEqualTo(order);
        assertThat(Commits.redirected(order, 0)).isEqualTo(new TransferOrder(9, 700, 0, 5_001));
        assertThat(Commits.redirected(order, 105)).isEqualTo(new TransferOrder(9, 700, 1, 5_022));
        TransferOrder ofWatched = new TransferOrder(9, 1, 800, 5_000);
        assertThat(Commits.redirected(ofWatched, 105)).isEqualTo(ofWatched);
    }

    @Test
    void whatWasNeverSeenIsMissing() {
        Delays delays = FollowRun.delays(List.of(TimeUnit.MILLISECONDS.toNanos(5)), 3);

        assertThat(delays.count()).isEqualTo(1);
        assertThat(delays.missing()).isEqualTo(2);
        assertThat(delays.p99Ms()).isBetween(4.9, 5.1);
    }
}
