package io.groat.infra.launcher.stack;

import io.groat.infra.launcher.console.LauncherException;
import io.groat.infra.launcher.console.Terminal;
import io.groat.infra.launcher.workspace.AccessKey;
import io.groat.infra.launcher.workspace.GatewaySecrets;
import io.groat.infra.launcher.workspace.Secrets;
import io.groat.infra.launcher.workspace.Workspace;
import io.groat.infra.server.Folders;
import io.groat.infra.server.FreePorts;
import io.groat.infra.server.mysql.MySqlLogin;
import io.groat.infra.server.process.ProcessRef;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * A stack for programs that work on one, such as drills: its parts by name, to kill, pause and bring back. Several
 * threads may use it, one a part.
 */
public final class StackHandle {
    /** The name of the sandbox payment gateway. */
    public static final String GATEWAY = StackServices.SANDBOX;

    /** Added to every port, the highest stays below those that systems give to outgoing connections. */
    private static final int LOWEST_OFFSET = 10_000;

    private static final int HIGHEST_OFFSET = 22_000;
    private static final int TRIES = 100;
    private static final String SECOND_ROUTER = StackServices.ROUTER + "-2";

    private final Workspace workspace;
    private final RunFolder runFolder;
    private final StackPlan plan;
    private final Stack loud;
    private final Stack quiet;

    private StackHandle(LocalStack stack, StackPlan plan) {
        this.workspace = stack.workspace();
        this.runFolder = stack.runFolder();
        this.plan = plan;
        this.loud = stack.control();
        this.quiet = new Stack(workspace, runFolder, new Terminal(new PrintWriter(Writer.nullWriter()), false));
    }

    /** The checkout's stack with a second router to come; empty when it is not up. */
    public static Optional<StackHandle> running(Terminal terminal) {
        LocalStack stack = new LocalStack(Workspace.current(), terminal);
        if (!stack.up()) {
            return Optional.empty();
        }
        return Optional.of(new StackHandle(stack, stack.plan().withAnotherRouter(SECOND_ROUTER, FreePorts.any())));
    }

    /**
     * A stack apart from the checkout's, of the servers and two routers, not started yet.
     *
     * @param state the folder of its data and logs
     * @param portOffset added to every port
     */
    public static StackHandle apart(Path state, int portOffset, Terminal terminal) {
        return apart(state, portOffset, Set.of(), Set.of(), terminal);
    }

    /**
     * The same with more, and without some parts that the routers can do without.
     *
     * @param with names of services, such as {@link #GATEWAY}
     * @param without names of servers
     */
    public static StackHandle apart(
            Path state, int portOffset, Set<String> with, Set<String> without, Terminal terminal) {
        LocalStack stack = new LocalStack(new Workspace(Workspace.current().root(), state), terminal);
        Set<String> services = new HashSet<>(with);
        services.add(StackServices.ROUTER);
        StackPlan plan = stack.plan(portOffset, true).withServices(services).without(without);
        return new StackHandle(stack, plan.withAnotherRouter(SECOND_ROUTER, FreePorts.any()));
    }

    /**
     * A stack apart from the checkout's, of the servers and some services, not started yet.
     *
     * @param services their names; a second router is not among them
     */
    public static StackHandle ofServices(Path state, int portOffset, Set<String> services, Terminal terminal) {
        LocalStack stack = new LocalStack(new Workspace(Workspace.current().root(), state), terminal);
        return new StackHandle(stack, stack.plan(portOffset, true).withServices(services));
    }

    /** The folder {@code .groat/NAME} of the checkout, for what a tool keeps. */
    public static Path folder(String name) {
        return Workspace.current().state().resolve(name);
    }

    /** A port offset, chosen by chance, at which no port of the stack is taken. */
    public static int freeOffset() {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            int offset = ThreadLocalRandom.current().nextInt(LOWEST_OFFSET, HIGHEST_OFFSET);
            StackPlan plan = new StackPlan(Workspace.current(), Secrets.unkept(), offset, true);
            if (plan.parts().stream().flatMap(part -> part.ports().stream()).allMatch(FreePorts::isFree)) {
                return offset;
            }
        }
        throw new LauncherException("Found no free ports for a stack. Name some with --port-offset N.");
    }

    /**
     * Starts all parts on empty data.
     *
     * @throws LauncherException when something is in the way, or another process uses this folder's stack
     */
    public void startFresh() {
        runFolder.exclusively(() -> {
            runFolder.stack().filter(record -> record.launcher().alive()).ifPresent(record -> {
                throw new LauncherException("Process " + record.pid() + " already runs a stack in "
                        + workspace.shown(workspace.state()) + ". Wait for its end, or stop it.");
            });
            // What a killed predecessor left behind.
            new Stack(workspace, runFolder, new Terminal(new PrintWriter(Writer.nullWriter()), false)).stopAll();
            new Preflight(workspace, plan).check();
            deleteData();
            ProcessRef self = ProcessRef.of(ProcessHandle.current().pid()).orElseThrow();
            runFolder.write(StackRecord.of(self, plan.portOffset(), true));
            return true;
        });
        loud.startAll(plan.parts());
    }

    /** Stops all parts; nothing can be started afterwards. */
    public void stopAll() {
        loud.stopAll();
        quiet.stopAll();
        runFolder.forgetStack();
    }

    /** Deletes the data of a stack that has stopped. Its logs stay. */
    public void deleteData() {
        try {
            Folders.delete(workspace.data());
        } catch (IOException e) {
            throw new LauncherException("Could not delete " + workspace.data() + ": " + e.getMessage(), e);
        }
    }

    /** The names of all parts, those first that others need; the second router is the last. */
    public List<String> parts() {
        return plan.names();
    }

    /** The names of both routers. */
    public List<String> routers() {
        return List.of(StackServices.ROUTER, SECOND_ROUTER);
    }

    public int port(String name) {
        return part(name).port();
    }

    /** How to log in to each shard's server, in the order of the shards. */
    public List<MySqlLogin> shards() {
        return IntStream.range(0, StackServers.SHARDS)
                .mapToObj(plan::mysqlLogin)
                .toList();
    }

    /** The database of each shard. */
    public String database() {
        return StackServers.DATABASE;
    }

    /** By which a backend calls the routers. */
    public AccessKey operatorKey() {
        return workspace.keys().of("operator");
    }

    /** By which an analyst calls the services. */
    public AccessKey analystKey() {
        return workspace.keys().of("analyst");
    }

    /** By which an administrator calls the services. */
    public AccessKey adminKey() {
        return workspace.keys().of("admin");
    }

    /** By which the routers and the sandbox payment gateway know each other. */
    public GatewaySecrets gatewaySecrets() {
        return Secrets.in(workspace.secrets()).gateway();
    }

    /** The file of a part's log. */
    public Path log(String name) {
        return workspace.log(name);
    }

    /** The folder of the parts' logs, as short as it can be shown. */
    public String logs() {
        return workspace.shown(workspace.log("NAME"));
    }

    /** Whether the part's process lives; a paused one does. */
    public boolean runs(String name) {
        return process(name).isPresent();
    }

    /** The part's process; empty when it does not run. */
    public Optional<ProcessRef> processOf(String name) {
        return process(name);
    }

    /** Starts a part that does not run and returns when it answers. */
    public void start(String name) {
        if (!runs(name)) {
            quiet.start(part(name));
        }
    }

    /** Stops a part gracefully. */
    public void stop(String name) {
        record(name).ifPresent(quiet::stop);
    }

    /** Kills a part as a crash would. */
    public void kill(String name) {
        record(name).ifPresent(quiet::kill);
    }

    /** Freezes a part: it keeps its connections and answers nothing. */
    public void pause(String name) {
        process(name).ifPresent(ProcessRef::pause);
    }

    /** Lets a part go on, paused or not. */
    public void resume(String name) {
        process(name).ifPresent(ProcessRef::resume);
    }

    private Part part(String name) {
        return plan.find(name).orElseThrow(() -> new UnknownPart(name, plan.names()));
    }

    private Optional<RunRecord> record(String name) {
        return runFolder.part(name).filter(record -> record.process().alive());
    }

    private Optional<ProcessRef> process(String name) {
        return record(name).map(RunRecord::process);
    }
}
