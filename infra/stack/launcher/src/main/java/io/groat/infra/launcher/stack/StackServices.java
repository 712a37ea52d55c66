package io.groat.infra.launcher.stack;

import io.groat.infra.launcher.workspace.Secrets;
import io.groat.infra.launcher.workspace.Workspace;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The services of the stack and the sandbox payment gateway, with how much memory, and what each is told about the others.
 *
 * @param workspace where their jars are
 * @param secrets by which they and the servers know each other
 * @param ports on which they are
 * @param names which there are; a router without the sandbox knows no payment gateway
 */
record StackServices(Workspace workspace, Secrets secrets, StackPorts ports, Set<String> names) {
    static final String ROUTER = "shard-router";
    static final String SANDBOX = "sandbox";

    private static final String SCORER = "fraud-scorer";
    private static final String NOTIFIER = "notifier";
    private static final String SINK = "analytics-sink";
    static final Set<String> ALL = Set.of(ROUTER, SCORER, NOTIFIER, SINK, SANDBOX);

    /** The router's: it keeps wallets' and keys' caches, and the batches of four lanes and four relays. */
    private static final List<String> ROUTER_JAVA = List.of("-Xms768m", "-Xmx768m");

    /** A second router's, which is there to take over. */
    private static final List<String> SECOND_ROUTER_JAVA = List.of("-Xms512m", "-Xmx512m");

    /** A consumer's: no compiler but the quick one, which takes little memory and little of the start's processors. */
    private static final List<String> CONSUMER_JAVA =
            List.of("-Xmx256m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final Set<String> FOR_CONSUMERS = Set.of(StackServers.KAFKA, StackServers.CASSANDRA);

    List<Part> parts() {
        return names.isEmpty()
                ? List.of()
                : List.of(
                                router(),
                                scorer(),
                                consumer(NOTIFIER, ports.notifier()),
                                consumer(SINK, ports.sink()),
                                sandbox())
                        .stream()
                        .filter(part -> names.contains(part.name()))
                        .toList();
    }

    /** One more router on the same shards: from the same jar, or from that of the release before. */
    Part anotherRouter(String name, int port) {
        ServiceProgram program = new ServiceProgram(
                name,
                port,
                workspace.previousJar(ROUTER),
                SECOND_ROUTER_JAVA,
                environment().ofRouter(port),
                workspace.cache());
        return new Part(Part.SERVICE, program, Map.of(), Set.of(ROUTER), () -> {}, 0, StackPorts.uri(port));
    }

    private Part router() {
        Set<String> needs = new TreeSet<>(StackServers.shards());
        needs.addAll(Set.of(StackServers.KAFKA, StackServers.REDIS));
        int port = ports.router();
        return service(ROUTER, port, ROUTER_JAVA, environment().ofRouter(port), needs, 0);
    }

    private Part scorer() {
        Set<String> needs = new TreeSet<>(FOR_CONSUMERS);
        needs.add(StackServers.REDIS);
        int port = ports.scorer();
        return service(SCORER, port, CONSUMER_JAVA, environment().of(port), needs, Part.FOLLOWS);
    }

    private Part consumer(String name, int port) {
        return service(name, port, CONSUMER_JAVA, environment().of(port), FOR_CONSUMERS, Part.FOLLOWS);
    }

    private Part service(
            String name,
            int port,
            List<String> javaOptions,
            Map<String, String> environment,
            Set<String> needs,
            int niceness) {
        ServiceProgram program =
                new ServiceProgram(name, port, workspace.jar(name), javaOptions, environment, workspace.cache());
        return new Part(Part.SERVICE, program, Map.of(), needs, () -> {}, niceness, StackPorts.uri(port));
    }

    /**
     * It needs nobody, and nobody needs it to start: while it is away, orders for money from outside are turned down. It does
     * not yield as consumers do: the router waits for its answers, and somebody for the router's.
     */
    private Part sandbox() {
        int port = ports.sandbox();
        SandboxProgram program = new SandboxProgram(
                SANDBOX,
                port,
                workspace.data().resolve(SANDBOX),
                StackPorts.uri(ports.router()),
                new GatewayEnvironment(secrets.gateway(), ports).ofSandbox(),
                workspace.sandboxJar(),
                workspace.cache());
        return new Part(Part.SERVICE, program, Map.of(), Set.of(), () -> {}, 0, StackPorts.uri(port));
    }

    private ServiceEnvironment environment() {
        return new ServiceEnvironment(secrets, workspace.keys(), ports, names.contains(SANDBOX));
    }
}
