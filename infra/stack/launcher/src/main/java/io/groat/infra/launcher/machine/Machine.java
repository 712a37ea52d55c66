package io.groat.infra.launcher.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What this machine has to give, where Linux's {@code /proc} and {@code /sys} tell. */
public final class Machine {
    private static final long KIB = 1024;
    private static final long MIB = 1024 * 1024;

    private Machine() {}

    /** Memory that can be had without swapping, in MiB: the system's, or what is left of the container's limit. */
    public static OptionalLong availableMegabytes() {
        OptionalLong system = field(Path.of("/proc/meminfo"), "MemAvailable:");
        OptionalLong limit = number(Path.of("/sys/fs/cgroup/memory.max"));
        OptionalLong used = number(Path.of("/sys/fs/cgroup/memory.current"));
        if (system.isEmpty()) {
            return OptionalLong.empty();
        }
        long available = system.getAsLong() * KIB;
        if (limit.isPresent() && used.isPresent()) {
            available = Math.min(available, limit.getAsLong() - used.getAsLong());
        }
        return OptionalLong.of(available / MIB);
    }

    /** Memory of a process that is in RAM, in MiB. */
    public static OptionalLong residentMegabytes(long pid) {
        OptionalLong kibibytes = field(Path.of("/proc", Long.toString(pid), "status"), "VmRSS:");
        return kibibytes.isPresent() ? OptionalLong.of(kibibytes.getAsLong() * KIB / MIB) : kibibytes;
    }

    /** Free space of the disk that holds this folder, in MiB. */
    public static long freeDiskMegabytes(Path folder) throws IOException {
        Path existing = folder;
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        return Files.getFileStore(existing).getUsableSpace() / MIB;
    }

    private static OptionalLong field(Path file, String name) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException notLinuxOrGone) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong number(Path file) {
        try {
            return OptionalLong.of(Long.parseLong(Files.readString(file).trim()));
        } catch (IOException | NumberFormatException noLimit) {
            return OptionalLong.empty();
        }
    }
}
