package io.groat.infra.testservers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the data of test servers stands: in memory where the machine has plenty of it, else on the disk. Tests end a
 * server by a signal and never by a power cut, and what a server had written is there after that in either place; the
 * ways to a disk cost MySQL a fifth of its processor time. The system property {@code servers.data} names another folder.
 */
final class DataRoom {
    private static final Path IN_MEMORY = Path.of("/dev/shm");
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final Pattern AVAILABLE = Pattern.compile("MemAvailable:\\s+(\\d+) kB");

    /** What the servers of five test JVMs take, which is how many there are at once, and as much again for the rest. */
    private static final long PLENTY_BYTES = 8L << 30;

    private DataRoom() {}

    static Path newFolder(String prefix) throws IOException {
        String chosen = System.getProperty("servers.data", "");
        if (!chosen.isEmpty()) {
            return Files.createTempDirectory(Files.createDirectories(Path.of(chosen)), prefix);
        }
        return plentyOfMemory() ? Files.createTempDirectory(IN_MEMORY, prefix) : Files.createTempDirectory(prefix);
    }

    private static boolean plentyOfMemory() throws IOException {
        if (!Files.isDirectory(IN_MEMORY) || !Files.isWritable(IN_MEMORY) || !Files.isReadable(MEMORY)) {
            return false;
        }
        Matcher available = AVAILABLE.matcher(Files.readString(MEMORY));
        return available.find()
                && Long.parseLong(available.group(1)) << 10 >= PLENTY_BYTES
                && Files.getFileStore(IN_MEMORY).getUsableSpace() >= PLENTY_BYTES;
    }
}
