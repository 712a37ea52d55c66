package io.groat.infra.bench.load;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The processor time that some processes and this one have used. Linux counts it in steps of 10 ms. */
final class CpuClock {
    private final List<ProcessHandle> processes;

    /** @param others pids of the processes beside this one */
    CpuClock(List<Long> others) {
        this.processes = Stream.concat(
                        others.stream().map(ProcessHandle::of).flatMap(Optional::stream),
                        Stream.of(ProcessHandle.current()))
                .toList();
    }

    /** Of all of them together, since each began. */
    Duration used() {
        return processes.stream()
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
