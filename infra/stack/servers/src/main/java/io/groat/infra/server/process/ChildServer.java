package io.groat.infra.server.process;

import io.groat.infra.server.Executables;
import io.groat.infra.server.Poll;
import io.groat.infra.server.ServerCommand;
import io.groat.infra.server.ServerException;
import io.groat.infra.server.ServerProgram;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a server as a child process: start, stop, kill, pause, resume, and start again on the same data and port.
 *
 * <p>The child has a session of its own, so that a terminal's Ctrl-C does not reach it, reads from nowhere and writes
 * to its log file: it neither holds its parent's streams nor dies with them. Whoever starts it stops it. One that
 * rotates its log by itself has a second, small file beside it, {@code NAME.out}, for what it says past its log.
 */
public final class ChildServer {
    private static final int LOG_LINES_SHOWN = 12;
    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);

    private static final Duration LOOK_FOR_PROGRESS = Duration.ofSeconds(10);
    private static final long LONGEST_OUTPUT_BYTES = 1024 * 1024;

    /** Less than this share of a processor is what an idle process takes. */
    private static final double LEAST_PROCESSOR = 0.02;

    /** Each attempt costs both sides a connection, and those who start at the same time a part of their processors. */
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(100);

    private final ServerProgram program;
    private final Path logFile;
    private final int niceness;
    private final Path output;
    private final Map<String, String> logEnvironment;
    private volatile @Nullable ProcessRef process;

    /**
     * @param program what to run
     * @param logFile its log, which goes on from an earlier run's
     */
    public ChildServer(ServerProgram program, Path logFile) {
        this(program, logFile, 0);
    }

    /**
     * @param niceness 0 to 19: how far it leaves processors to others when all want them, from when it answers on; see
     *     nice(1). While it starts it leaves nothing to others: on a busy machine it would not come to an end.
     */
    public ChildServer(ServerProgram program, Path logFile, int niceness) {
        this.program = program;
        this.logFile = logFile.toAbsolutePath();
        this.niceness = niceness;
        this.logEnvironment = program.logTo(this.logFile);
        this.output = logEnvironment.isEmpty() ? this.logFile : outputBeside(this.logFile);
    }

    /** Where a program that writes its own log says what does not go there: {@code NAME.out} beside {@code NAME.log}. */
    public static Path outputBeside(Path logFile) {
        return logFile.resolveSibling(logFile.getFileName().toString().replaceFirst("\\.log$", "") + ".out");
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
            Files.createDirectories(Optional.ofNullable(logFile.getParent()).orElseThrow());
            keepShort(output);
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
        long begin = System.nanoTime();
        boolean settled = awaitStart(started);
        if (!started.alive()) {
            throw new ServerException(program.name() + " ended while starting. " + endOfLog());
        }
        if (!settled) {
            kill();
            throw new ServerException(program.name() + " did not answer on port " + program.port() + " within "
                    + Duration.ofNanos(System.nanoTime() - begin).toSeconds() + " s and was killed. " + endOfLog());
        }
        try {
            program.started();
        } catch (IOException e) {
            kill();
            throw new ServerException("Could not finish the start of " + program.name() + ": " + e.getMessage(), e);
        }
        if (niceness > 0) {
            started.renice(niceness, Executables.find("setsid").isPresent());
        }
    }

    /**
     * On a busy machine a start is slow, which is no failure: past its limit it may go on for as long as it takes
     * processor time or writes its log.
     */
    private boolean awaitStart(ProcessRef started) {
        long begin = System.nanoTime();
        BooleanSupplier settled = () -> !started.alive() || program.answers();
        if (Poll.until(program.startLimit(), BETWEEN_QUESTIONS, settled)) {
            return true;
        }
        Duration look = shorter(LOOK_FOR_PROGRESS, program.startLimit());
        while (System.nanoTime() - begin < program.longestStart().toNanos()) {
            Duration spent = started.processorTime();
            long written = logSize();
            if (Poll.until(look, BETWEEN_QUESTIONS, settled)) {
                return true;
            }
            double taken = started.processorTime().minus(spent).toNanos();
            if (taken < look.toNanos() * LEAST_PROCESSOR && logSize() == written) {
                return false;
            }
        }
        return false;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private long logSize() {
        try {
            return Files.size(logFile);
        } catch (IOException notYet) {
            return 0;
        }
    }

    /** Output that nobody rotates grows by a few lines at each start; the last mebibyte or two of it are kept. */
    private static void keepShort(Path output) throws IOException {
        if (Files.isRegularFile(output) && Files.size(output) > LONGEST_OUTPUT_BYTES) {
            Files.move(output, output.resolveSibling(output.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Stops the server gracefully and waits; kills it when it takes longer than its limit. */
    public void stop() {
        stop(program.stopLimit());
    }

    public synchronized void stop(Duration limit) {
        ProcessRef running = process;
        if (running == null || !running.alive()) {
            return;
        }
        running.terminate();
        if (!running.awaitEnd(limit)) {
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
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().putAll(command.environment());
        builder.environment().putAll(logEnvironment);
        return builder;
    }

    private String endOfLog() {
        List<String> lines = LogTail.lastLinesAndError(logFile, LOG_LINES_SHOWN);
        String log = lines.isEmpty()
                ? "Its log " + logFile + " is empty."
                : "The end of its log " + logFile + ":\n    " + String.join("\n    ", lines);
        // What Java itself says, such as that an option is wrong, goes past any log.
        List<String> past = output.equals(logFile) ? List.of() : LogTail.lastLines(output, LOG_LINES_SHOWN);
        return past.isEmpty() ? log : log + "\nThe end of " + output + ":\n    " + String.join("\n    ", past);
    }
}
