package io.groat.infra.bench.stack;

import io.groat.infra.bench.load.LoadException;
import io.groat.infra.server.Folders;
import io.groat.infra.server.process.ProcessRef;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where one run keeps its data, and which processes it has started: so that the next run can clear away what a killed one
 * left. One run at a time has it.
 */
final class BenchFolder implements AutoCloseable {
    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);

    private final Path folder;
    private final Path processes;
    private final Path lockFile;
    private @Nullable FileChannel lock;

    /** @param groat the checkout's folder for what git ignores */
    BenchFolder(Path groat) {
        this.folder = groat.resolve("bench");
        this.processes = folder.resolve("processes");
        this.lockFile = groat.resolve("bench.lock");
    }

    /**
     * Takes the folder, stops what an earlier run left running, and empties it.
     *
     * @throws LoadException when another run has it
     */
    synchronized void take() {
        try {
            Files.createDirectories(folder);
            lock = locked(FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
            clear();
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new LoadException("Could not make the folder " + folder + ": " + e.getMessage(), e);
        }
    }

    /** The channel with the lock on its file, which the system takes back when the process ends, however it does. */
    private static FileChannel locked(FileChannel channel) throws IOException {
        boolean mine = false;
        try {
            mine = channel.tryLock() != null;
        } catch (OverlappingFileLockException ofThisProcess) {
            mine = false;
        }
        if (!mine) {
            channel.close();
            throw new LoadException("Another benchmark of this checkout is running. Wait for its end, or stop it.");
        }
        return channel;
    }

    Path data(String name) {
        return folder.resolve(name);
    }

    /** Notes a process before anything else can go wrong. */
    synchronized void note(ProcessRef process) {
        try {
            Files.writeString(
                    processes,
                    process.pid() + " " + process.began() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new LoadException("Could not write " + processes + ": " + e.getMessage(), e);
        }
    }

    /** Ends every process on record and deletes all data. The next run does the same for a run that was killed. */
    private void clear() throws IOException {
        if (Files.isRegularFile(processes)) {
            for (String line : Files.readAllLines(processes)) {
                String[] words = line.split(" ", 2);
                if (words.length == 2) {
                    ProcessRef process = new ProcessRef(Long.parseLong(words[0]), words[1]);
                    process.kill();
                    process.awaitEnd(KILL_LIMIT);
                }
            }
        }
        Folders.delete(folder);
    }

    @Override
    public synchronized void close() {
        try {
            FileChannel held = lock;
            if (held != null) {
                clear();
                held.close();
                lock = null;
            }
        } catch (IOException e) {
            throw new LoadException("Could not delete " + folder + ": " + e.getMessage() + ". Delete it by hand.", e);
        }
    }
}
