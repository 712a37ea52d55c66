package io.groat.infra.launcher.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds who listens on a port, where Linux's {@code /proc} tells. */
public final class PortOwner {
    private static final Path PROC = Path.of("/proc");
    private static final String LISTENING = "0A";
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    private PortOwner() {}

    /** Such as {@code process 4711 (mysqld)}; empty when it cannot be told. */
    public static Optional<String> of(int port) {
        List<String> inodes = new ArrayList<>(listeningInodes(PROC.resolve("net/tcp"), port));
        inodes.addAll(listeningInodes(PROC.resolve("net/tcp6"), port));
        if (inodes.isEmpty()) {
            return Optional.empty();
        }
        try (Stream<Path> processes = Files.list(PROC)) {
            return processes
                    .filter(folder -> folder.getFileName().toString().matches("\\d+"))
                    .filter(folder -> holds(folder, inodes))
                    .findFirst()
                    .map(folder -> "process " + folder.getFileName() + " (" + commandOf(folder) + ")");
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static List<String> listeningInodes(Path table, int port) {
        String portInHex = HexFormat.of().withUpperCase().toHexDigits((short) port);
        try (Stream<String> lines = Files.lines(table)) {
            return lines.map(line -> line.trim().split("\\s+"))
                    .filter(fields -> fields.length > INODE)
                    .filter(fields -> fields[STATE].equals(LISTENING))
                    .filter(fields -> fields[LOCAL_ADDRESS].endsWith(":" + portInHex))
                    .map(fields -> fields[INODE])
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static boolean holds(Path process, List<String> inodes) {
        try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
            return descriptors.anyMatch(descriptor -> isSocket(descriptor, inodes));
        } catch (IOException | UncheckedIOException ofAnotherUserOrGone) {
            return false;
        }
    }

    private static boolean isSocket(Path descriptor, List<String> inodes) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            return inodes.stream().anyMatch(inode -> target.equals("socket:[" + inode + "]"));
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    private static String commandOf(Path process) {
        try {
            return Files.readString(process.resolve("comm")).trim();
        } catch (IOException gone) {
            return "ended";
        }
    }
}
