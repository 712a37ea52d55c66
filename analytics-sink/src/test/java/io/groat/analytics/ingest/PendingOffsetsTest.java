package io.groat.analytics.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PendingOffsetsTest {

    private final PendingOffsets pending = new PendingOffsets();

    @Test
    void whatComesWhileAWriteIsUnderWayIsNotInIt() {
        pending.add(3);
        pending.add(5);
        pending.begin();
        pending.add(8);
        assertThat(pending.first()).isEqualTo(3);
        assertThat(pending.isWaiting()).isTrue();
        pending.written();
        assertThat(pending.first()).isEqualTo(8);
        pending.begin();
        assertThat(pending.isWaiting()).isFalse();
        pending.written();
        assertThat(pending.isEmpty()).isTrue();
        assertThat(pending.first()).isEqualTo(PendingOffsets.NONE);
    }

    /** A write that was given up on leaves what was in it for the next. */
    @Test
    void whatWasNotWrittenStaysUnwritten() {
        pending.add(3);
        pending.begin();
        pending.add(8);
        pending.begin();
        assertThat(pending.first()).isEqualTo(3);
        pending.written();
        assertThat(pending.isEmpty()).isTrue();
    }
}
