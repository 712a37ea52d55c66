package io.groat.infra.server;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs a server as a child process: start, stop, kill, pause, resume, and start again on the same data and port.
 *
 * <p>The child has a session of its own, so that a terminal's Ctrl-C does not reach it, reads from nowhere and writes
 * to its log file: it neither holds its parent's streams nor dies with them. Whoever starts it stops it.
 */
public final class ChildServer {
    private static final int LOG_LINES_SHOWN = 12;
    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);

    private final ServerProgram program;
    private final Path logFile;
    private volatile @Nullable ProcessRef process;

    /**
     * @param program what to run
     * @param logFile where its output is appended
     */
    public ChildServer(ServerProgram program, Path logFile) {
        this.program = program;
        this.logFile = logFile;
    }

    public ServerProgram program() {
        return program;
    }

    /** Prepares, starts and waits until the server answers. Does nothing when it runs already. */
    public synchronized void start() {
        if (running()) {
            return;
        }
        prepare();
        spawn();
        awaitAnswer();
    }

    /** Makes the data folder and the configuration ready. */
    public synchronized void prepare() {
        try {
            program.prepare();
        } catch (IOException e) {
            throw new ServerException("Could not prepare " + program.name() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Starts the prepared process without waiting for it to answer.
     *
     * @return the new process
     */
    public synchronized ProcessRef spawn() {
        try {
            Files.createDirectories(
                    Optional.ofNullable(logFile.toAbsolutePath().getParent()).orElseThrow());
            Process child = processBuilder(program.command()).start();
            // A child that ended within this instant has no entry any more; its death shows in awaitAnswer.
            ProcessRef started =
                    ProcessRef.of(child.pid()).orElseGet(() -> new ProcessRef(child.pid(), "ended at once"));
            process = started;
            return started;
        } catch (IOException e) {
            throw new ServerException("Could not start " + program.name() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Waits until the started server answers.
     *
     * @throws ServerException when it ends before, with the end of its log, or takes too long; it is killed then
     */
    public synchronized void awaitAnswer() {
        ProcessRef started = process;
        if (started == null) {
            throw new IllegalStateException(program.name() + " was not started");
        }
        boolean settled = Poll.until(program.startLimit(), () -> !started.alive() || program.answers());
        if (!started.alive()) {
            throw new ServerException(program.name() + " ended while starting. " + endOfLog());
        }
        if (!settled) {
            kill();
            throw new ServerException(program.name() + " did not answer on port " + program.port() + " within "
                    + program.startLimit().toSeconds() + " s and was killed. " + endOfLog());
        }
        try {
            program.started();
        } catch (IOException e) {
            kill();
            throw new ServerException("Could not finish the start of " + program.name() + ": " + e.getMessage(), e);
        }
    }

    /** Stops the server gracefully and waits; kills it when it takes longer than its limit. */
    public synchronized void stop() {
        ProcessRef running = process;
        if (running == null || !running.alive()) {
            return;
        }
        running.terminate();
        if (!running.awaitEnd(program.stopLimit())) {
            kill();
        }
    }

    /** Kills the server as a crash would, and waits until it is gone. Its data stays. */
    public void kill() {
        ProcessRef running = process;
        if (running == null) {
            return;
        }
        running.kill();
        if (!running.awaitEnd(KILL_LIMIT)) {
            throw new ServerException(program.name() + " (process " + running.pid() + ") survived SIGKILL");
        }
    }

    /** Freezes the server: it keeps its connections and answers nothing. */
    public void pause() {
        current().pause();
    }

    /** Lets a paused server go on. */
    public void resume() {
        current().resume();
    }

    /** Whether its process lives; a paused one does. */
    public boolean running() {
        ProcessRef current = process;
        return current != null && current.alive();
    }

    /** The process last started; empty before the first start. */
    public Optional<ProcessRef> process() {
        return Optional.ofNullable(process);
    }

    private ProcessRef current() {
        ProcessRef current = process;
        if (current == null || !current.alive()) {
            throw new IllegalStateException(program.name() + " is not running");
        }
        return current;
    }

    private ProcessBuilder processBuilder(ServerCommand command) {
        List<String> arguments = new ArrayList<>();
        // Executes in place as long as the caller leads no process group, which a fresh child never does: the pid
        // stays.
        Executables.find("setsid").ifPresent(setsid -> arguments.add(setsid.toString()));
        arguments.addAll(command.arguments());
        var builder = new ProcessBuilder(arguments)
                .directory(command.workingFolder().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile.toFile()));
        builder.environment().putAll(command.environment());
        return builder;
    }

    private String endOfLog() {
        List<String> lines = LogTail.lastLines(logFile, LOG_LINES_SHOWN);
        if (lines.isEmpty()) {
            return "Its log " + logFile + " is empty.";
        }
        return "The end of its log " + logFile + ":\n    " + String.join("\n    ", lines);
    }
}
