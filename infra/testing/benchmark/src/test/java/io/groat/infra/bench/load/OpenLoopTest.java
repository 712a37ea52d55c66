package io.groat.infra.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** However many end within their call, the stack stays as it is. */
@Timeout(60)
class OpenLoopTest {
    private static final int MANY = 100_000;

    private final CellMeter meter = new CellMeter(Map.of(), true);

    @Test
    void aHundredThousandThatCompleteAtOnce() {
        run(null);

        assertThat(meter.measurement().completed()).isGreaterThanOrEqualTo(MANY);
    }

    @Test
    void aHundredThousandThatFailAtOnce() {
        run("down");

        assertThat(meter.measurement().failed()).isGreaterThanOrEqualTo(MANY);
    }

    private void run(@Nullable String trouble) {
        new OpenLoop(new Traffic(10, 1), Skew.UNIFORM, new AtOnce(trouble), meter)
                .run(1_000_001, 1, Duration.ZERO, Duration.ofMillis(100));
        meter.close(System.nanoTime());
    }

    private record AtOnce(@Nullable String trouble) implements Sender {
        @Override
        public void send(TransferOrder order, Ending ending) {
            ending.ended(trouble);
        }

        @Override
        public void close() {
            // It holds nothing.
        }
    }
}
