package io.groat.infra.launcher.stack;

import io.groat.infra.server.process.ProcessRef;
import java.time.Duration;
import java.time.Instant;

/**
 * A part that was started, as its file in {@code .groat/run} says.
 *
 * @param pid its process
 * @param began when that process began, see {@link ProcessRef}
 * @param wanted false once it is being stopped on purpose, so that its end surprises nobody
 * @param startedAt when it was started
 */
public record RunRecord(String name, String kind, long pid, String began, int port, boolean wanted, Instant startedAt) {
    static RunRecord of(Part part, ProcessRef process) {
        return new RunRecord(
                part.name(), part.kind(), process.pid(), process.began(), part.port(), true, Instant.now());
    }

    public ProcessRef process() {
        return new ProcessRef(pid, began);
    }

    RunRecord unwanted() {
        return new RunRecord(name, kind, pid, began, port, false, startedAt);
    }

    Duration age(Instant now) {
        return Duration.between(startedAt, now);
    }
}
