package io.groat.infra.server.process;

import io.groat.infra.server.Poll;
import io.groat.infra.server.ServerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One certain process: its pid together with the moment it began, so that a pid that the system has given to another
 * process is never taken for ours, and never signalled.
 *
 * @param pid the process id
 * @param began when the process began, opaque: on Linux the boot and the clock tick, elsewhere the start instant
 */
public record ProcessRef(long pid, String began) {
    private static final Path PROC = Path.of("/proc");
    private static final Path BOOT_ID = PROC.resolve("sys/kernel/random/boot_id");

    /** The process that has this pid now; empty when there is none. */
    public static Optional<ProcessRef> of(long pid) {
        return began(pid).map(began -> new ProcessRef(pid, began));
    }

    /** Whether this very process runs. A zombie, dead but not yet reaped by its parent, does not. */
    public boolean alive() {
        return began(pid).filter(began::equals).isPresent();
    }

    /** Asks the process to end (SIGTERM). A paused process is woken first, else it could not hear it. */
    public void terminate() {
        signal("CONT");
        signal("TERM");
    }

    /** Ends the process at once (SIGKILL); it cannot refuse, flush or say goodbye. */
    public void kill() {
        signal("KILL");
    }

    /** Freezes the process (SIGSTOP): its port still accepts connections, nothing answers. */
    public void pause() {
        signal("STOP");
    }

    /** Lets a paused process go on (SIGCONT). */
    public void resume() {
        signal("CONT");
    }

    /**
     * Makes the process, with all its threads, leave processors to others when all want them; see nice(1). Does nothing
     * where the system has no such thing.
     *
     * <p>Where Linux shares processors out among sessions first and among processes only then, niceness by itself says
     * nothing to other sessions; see sched(7), "The autogroup feature". So one that leads a session has it as nice as it
     * is itself. Its threads are reached through the group that it leads as well: through its id, only the first is.
     *
     * @param niceness 1 to 19, added to this process's own
     * @param leadsSession whether it leads a session of its own
     */
    void renice(int niceness, boolean leadsSession) {
        String all = "renice $(($(nice) + " + niceness + ")) " + (leadsSession ? "-g " : "-p ") + pid;
        shell(leadsSession ? all + "; echo " + niceness + " > /proc/" + pid + "/autogroup" : all);
    }

    /** The processor time it has taken so far; zero when it is gone or the system does not tell. */
    public Duration processorTime() {
        return alive()
                ? ProcessHandle.of(pid)
                        .flatMap(handle -> handle.info().totalCpuDuration())
                        .orElse(Duration.ZERO)
                : Duration.ZERO;
    }

    /** Waits until the process is gone; false when it still runs after the limit. */
    public boolean awaitEnd(Duration limit) {
        return Poll.until(limit, () -> !alive());
    }

    private void signal(String name) {
        if (!alive()) {
            return;
        }
        // The shell's own kill: there on every Unix, while Java itself can send TERM and KILL only.
        int exit = shell("kill -" + name + " " + pid);
        if (exit != 0 && alive()) {
            throw new ServerException("Signal " + name + " to process " + pid + " failed: it belongs to another"
                    + " user. End it as that user.");
        }
    }

    /** Runs a command about this process, and returns how it ended. */
    private int shell(String command) {
        try {
            return new ProcessBuilder("sh", "-c", command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new ServerException("Could not run sh on process " + pid + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("Interrupted while waiting for sh on process " + pid, e);
        }
    }

    private static Optional<String> began(long pid) {
        if (Files.isDirectory(PROC.resolve("self"))) {
            return beganOnLinux(pid);
        }
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(handle ->
                        handle.info().startInstant().map(Instant::toString).orElse("unknown"));
    }

    /** From {@code /proc/PID/stat}: the fields after the command's closing bracket start with the state, field 3. */
    private static Optional<String> beganOnLinux(long pid) {
        try {
            String stat = Files.readString(PROC.resolve(pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ", -1);
            String state = fields[0];
            if ("Z".equals(state) || "X".equals(state)) {
                return Optional.empty();
            }
            return Optional.of(Files.readString(BOOT_ID).trim() + "/" + fields[19]);
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
