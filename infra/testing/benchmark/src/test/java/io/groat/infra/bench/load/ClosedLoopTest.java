package io.groat.infra.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The next transfer begins from the end of the last: however many end at once, the stack stays as it is. */
@Timeout(60)
class ClosedLoopTest {
    private static final int MANY = 100_000;

    private final CellMeter meter = new CellMeter(Map.of(), true);

    @Test
    void aHundredThousandThatCompleteAtOnce() {
        AtOnce sender = new AtOnce(null);

        run(sender);

        assertThat(sender.deepest).isEqualTo(1);
        assertThat(meter.measurement().completed()).isGreaterThanOrEqualTo(MANY);
        assertThat(meter.measurement().failed()).isZero();
    }

    @Test
    void aHundredThousandThatFailAtOnceAndAreFollowedAtOnce() {
        AtOnce sender = new AtOnce("down");

        run(sender);

        assertThat(sender.deepest).isEqualTo(1);
        assertThat(meter.measurement().failed()).isGreaterThanOrEqualTo(MANY);
        assertThat(meter.measurement().completed()).isZero();
    }

    private void run(AtOnce sender) {
        new ClosedLoop(new Traffic(10, 1), Skew.UNIFORM, sender, meter, Runnable::run)
                .run(2, Duration.ZERO, Duration.ofMillis(100));
        meter.close(System.nanoTime());
    }

    /** Ends so many within their calls, and the others later, as they are, so that the loop can end. */
    private static final class AtOnce implements Sender {
        private final @Nullable String trouble;
        private final AtomicInteger sent = new AtomicInteger();
        private final List<Ending> left = new ArrayList<>();
        private int deep;
        private int deepest;

        AtOnce(@Nullable String trouble) {
            this.trouble = trouble;
        }

        @Override
        public void send(TransferOrder order, Ending ending) {
            deep++;
            deepest = Math.max(deepest, deep);
            if (sent.incrementAndGet() <= MANY) {
                ending.ended(trouble);
            } else {
                left.add(ending);
                if (left.size() == 2) {
                    Thread later = new Thread(() -> {
                        Pause.until(System.nanoTime() + Duration.ofMillis(500).toNanos());
                        left.forEach(last -> last.ended(trouble));
                    });
                    later.setDaemon(true);
                    later.start();
                }
            }
            deep--;
        }

        @Override
        public void close() {
            // It holds nothing.
        }
    }
}
