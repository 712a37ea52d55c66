package io.groat.infra.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProcessRefTest {
    @SuppressWarnings("NullAway.Init")
    private Process process;

    @BeforeEach
    void start() throws Exception {
        process = new ProcessBuilder("sleep", "60").start();
    }

    @AfterEach
    void end() {
        process.destroyForcibly();
    }

    @Test
    void aRunningProcessIsAliveUntilItIsTerminated() {
        ProcessRef ref = ProcessRef.of(process.pid()).orElseThrow();
        assertThat(ref.alive()).isTrue();
        ref.terminate();
        assertThat(ref.awaitEnd(Duration.ofSeconds(5))).isTrue();
        assertThat(ref.alive()).isFalse();
    }

    @Test
    void aPausedProcessIsAliveAndStillEnds() {
        ProcessRef ref = ProcessRef.of(process.pid()).orElseThrow();
        ref.pause();
        assertThat(ref.alive()).isTrue();
        ref.terminate();
        assertThat(ref.awaitEnd(Duration.ofSeconds(5))).isTrue();
    }

    @Test
    void anotherProcessWithTheSamePidIsNeverSignalled() {
        ProcessRef reused = new ProcessRef(process.pid(), "another moment");
        assertThat(reused.alive()).isFalse();
        reused.kill();
        reused.terminate();
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void aPidThatNobodyHasIsNoProcess() {
        assertThat(ProcessRef.of(Integer.MAX_VALUE)).isEmpty();
    }
}
