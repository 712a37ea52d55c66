package io.groat.infra.bench.load;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the parts of the system and this process have used so far. Linux counts processor time in steps of 10 ms; the
 * switches of threads that have ended are lost.
 */
final class PartClock {
    /** The part that this process is: it generates the load, and in some modes does the work itself. */
    static final String SELF = "bench";

    private static final Path PROC = Path.of("/proc");
    private static final String SWITCHES = "voluntary_ctxt_switches:";

    private final Map<String, List<Long>> parts = new LinkedHashMap<>();

    /** @param parts the pids of each part beside this process */
    PartClock(Map<String, List<Long>> parts) {
        this.parts.putAll(parts);
        this.parts.put(SELF, List.of(ProcessHandle.current().pid()));
    }

    /**
     * Of one part.
     *
     * @param cpu user and system time of all its processes
     * @param switches from thread to thread, voluntary and not; 0 where the system does not tell
     */
    record Used(Duration cpu, long switches) {
        Used minus(Used earlier) {
            return new Used(cpu.minus(earlier.cpu), Math.max(0, switches - earlier.switches));
        }
    }

    /** By part, since each began. */
    Map<String, Used> read() {
        Map<String, Used> used = new LinkedHashMap<>();
        parts.forEach((part, pids) -> used.put(
                part,
                new Used(
                        pids.stream().map(PartClock::cpu).reduce(Duration.ZERO, Duration::plus),
                        pids.stream().mapToLong(PartClock::switches).sum())));
        return used;
    }

    private static Duration cpu(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    private static long switches(long pid) {
        long sum = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(PROC.resolve(pid + "/task"))) {
            for (Path thread : threads) {
                sum += switchesOf(thread);
            }
        } catch (IOException gone) {
            return sum;
        }
        return sum;
    }

    /** The line of the involuntary ones ends like that of the voluntary ones. */
    private static long switchesOf(Path thread) {
        try {
            return Files.readAllLines(thread.resolve("status")).stream()
                    .filter(line -> line.contains(SWITCHES))
                    .mapToLong(line ->
                            Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
                    .sum();
        } catch (IOException gone) {
            return 0;
        }
    }
}
