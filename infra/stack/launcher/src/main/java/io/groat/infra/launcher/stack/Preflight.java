package io.groat.infra.launcher.stack;

import io.groat.infra.launcher.console.LauncherException;
import io.groat.infra.launcher.machine.Machine;
import io.groat.infra.launcher.machine.PortOwner;
import io.groat.infra.launcher.workspace.Workspace;
import io.groat.infra.server.FreePorts;
import io.groat.infra.server.ServerException;
import io.groat.infra.server.cassandra.CassandraServer;
import io.groat.infra.server.mysql.MySqlServer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Looks, before anything starts, whether the stack can run here. */
public final class Preflight {
    private static final int SERVERS_MEGABYTES = 2_500;
    private static final int SERVICES_MEGABYTES = 1_600;
    private static final int DISK_MEGABYTES = 4_000;

    private final Workspace workspace;
    private final StackPlan plan;

    public Preflight(Workspace workspace, StackPlan plan) {
        this.workspace = workspace;
        this.plan = plan;
    }

    /**
     * Checks everything.
     *
     * @throws LauncherException with a line for each thing in the way, and what to do about it
     */
    public void check() {
        List<String> problems = new ArrayList<>();
        problems.addAll(missingJars());
        problems.addAll(takenPorts(plan.parts()));
        problems.addAll(tooLittleMemory());
        problems.addAll(tooLittleDisk());
        if (problems.isEmpty()) {
            problems.addAll(missingParts());
        }
        if (!problems.isEmpty()) {
            throw new LauncherException("Nothing was started:\n  " + String.join("\n  ", problems));
        }
    }

    /** One line for each port of these parts that is taken. */
    public List<String> takenPorts(List<Part> parts) {
        List<String> problems = new ArrayList<>();
        for (Part part : parts) {
            for (int port : part.ports()) {
                if (!FreePorts.isFree(port)) {
                    problems.add("Port " + port + " of " + part.name() + " is taken by "
                            + PortOwner.of(port).orElse("another process")
                            + ". Stop that, or use other ports: infra/up --port-offset "
                            + (plan.portOffset() == 0 ? 10_000 : plan.portOffset() + 100));
                }
            }
        }
        return problems;
    }

    private List<String> missingJars() {
        return plan.parts().stream()
                .map(Part::program)
                .filter(BuiltProgram.class::isInstance)
                .map(program -> ((BuiltProgram) program).jar())
                .filter(jar -> !Files.isRegularFile(jar))
                .map(jar -> workspace.shown(jar) + " is missing. Build it: ./mvnw -Dquick package")
                .toList();
    }

    private List<String> tooLittleMemory() {
        boolean services = plan.parts().stream().anyMatch(Part::isService);
        int needed = SERVERS_MEGABYTES + (services ? SERVICES_MEGABYTES : 0);
        OptionalLong available = Machine.availableMegabytes();
        if (available.isEmpty() || available.getAsLong() >= needed) {
            return List.of();
        }
        return List.of("The stack needs about " + needed + " MB of memory and " + available.getAsLong()
                + " MB are available. Close other programs, or give the machine more.");
    }

    private List<String> tooLittleDisk() {
        try {
            long free = Machine.freeDiskMegabytes(workspace.data());
            return free >= DISK_MEGABYTES
                    ? List.of()
                    : List.of("The stack needs about " + DISK_MEGABYTES + " MB of disk and " + free
                            + " MB are free where " + workspace.shown(workspace.data()) + " stands. Make room.");
        } catch (IOException unknown) {
            return List.of();
        }
    }

    /** Unpacks and fetches, so it comes last. */
    private List<String> missingParts() {
        try {
            CassandraServer.requireJava();
            MySqlServer.requireInstallation(workspace.cache());
            return List.of();
        } catch (ServerException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }
}
