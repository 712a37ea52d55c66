package io.groat.analytics.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnwrittenTest {

    private final Unwritten unwritten = new Unwritten();

    @Test
    void whatComesWhileAWriteIsUnderWayIsNotInIt() {
        unwritten.add(3);
        unwritten.add(5);
        unwritten.begin();
        unwritten.add(8);
        assertThat(unwritten.first()).isEqualTo(3);
        assertThat(unwritten.isWaiting()).isTrue();
        unwritten.written();
        assertThat(unwritten.first()).isEqualTo(8);
        unwritten.begin();
        assertThat(unwritten.isWaiting()).isFalse();
        unwritten.written();
        assertThat(unwritten.isEmpty()).isTrue();
        assertThat(unwritten.first()).isEqualTo(Unwritten.NONE);
    }

    /** A write that was given up on leaves what was in it for the next. */
    @Test
    void whatWasNotWrittenStaysUnwritten() {
        unwritten.add(3);
        unwritten.begin();
        unwritten.add(8);
        unwritten.begin();
        assertThat(unwritten.first()).isEqualTo(3);
        unwritten.written();
        assertThat(unwritten.isEmpty()).isTrue();
    }
}
