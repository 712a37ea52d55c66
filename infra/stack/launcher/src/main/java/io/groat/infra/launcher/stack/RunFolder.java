package io.groat.infra.launcher.stack;

import io.groat.infra.launcher.console.LauncherException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The files that say what runs. Each is replaced in one step; one that cannot be read counts as absent. */
public final class RunFolder {
    private static final String STACK = "stack.json";
    private static final String PART_SUFFIX = ".part.json";
    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;

    public RunFolder(Path folder) {
        this.folder = folder;
    }

    public void write(RunRecord record) {
        write(record.name() + PART_SUFFIX, record);
    }

    public void write(StackRecord record) {
        write(STACK, record);
    }

    public Optional<RunRecord> part(String name) {
        return read(name + PART_SUFFIX, RunRecord.class);
    }

    public Optional<StackRecord> stack() {
        return read(STACK, StackRecord.class);
    }

    /** The parts on record whose process lives. */
    public List<RunRecord> alive() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<RunRecord> alive = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(PART_SUFFIX))
                    .sorted()
                    .forEach(name -> read(name, RunRecord.class)
                            .filter(record -> record.process().alive())
                            .ifPresent(alive::add));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + folder, e);
        }
        return alive;
    }

    void forget(String partName) {
        delete(partName + PART_SUFFIX);
    }

    public void forgetStack() {
        delete(STACK);
    }

    /** Runs the action unless another launcher does the same at this moment. */
    public <T> T exclusively(Supplier<T> action) {
        try {
            Files.createDirectories(folder);
            // Closing the channel releases the lock; so does the death of this process.
            try (FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                requireLock(channel);
                return action.get();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lock " + folder, e);
        }
    }

    private static void requireLock(FileChannel channel) throws IOException {
        boolean mine;
        try {
            mine = channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            mine = false;
        }
        if (!mine) {
            throw new LauncherException("Another command is changing the stack right now; try again in a moment.");
        }
    }

    private void write(String file, Object record) {
        try {
            Files.createDirectories(folder);
            Path temporary = Files.createTempFile(folder, file, ".tmp");
            Files.writeString(temporary, JSON.writeValueAsString(record));
            Files.move(
                    temporary,
                    folder.resolve(file),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + folder.resolve(file), e);
        }
    }

    private <T> Optional<T> read(String file, Class<T> type) {
        try {
            return Optional.of(JSON.readValue(Files.readString(folder.resolve(file)), type));
        } catch (IOException | JacksonException absentOrBroken) {
            return Optional.empty();
        }
    }

    private void delete(String file) {
        try {
            Files.deleteIfExists(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + folder.resolve(file), e);
        }
    }
}
