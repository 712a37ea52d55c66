package io.groat.infra.launcher.stack;

import io.groat.infra.server.process.ProcessRef;

/**
 * How the stack was started, as {@code .groat/run/stack.json} says.
 *
 * @param pid the launcher's process
 * @param began when that process began, see {@link ProcessRef}
 * @param portOffset added to every port
 * @param servicesToo whether the services were started, or only the servers
 * @param detached true once everything was up and the launcher left it running
 */
public record StackRecord(long pid, String began, int portOffset, boolean servicesToo, boolean detached) {
    public static StackRecord of(ProcessRef launcher, int portOffset, boolean servicesToo) {
        return new StackRecord(launcher.pid(), launcher.began(), portOffset, servicesToo, false);
    }

    public ProcessRef launcher() {
        return new ProcessRef(pid, began);
    }

    public StackRecord leftRunning() {
        return new StackRecord(pid, began, portOffset, servicesToo, true);
    }
}
