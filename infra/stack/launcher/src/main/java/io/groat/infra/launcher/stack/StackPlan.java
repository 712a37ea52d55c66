package io.groat.infra.launcher.stack;

import io.groat.infra.launcher.workspace.Secrets;
import io.groat.infra.launcher.workspace.Workspace;
import io.groat.infra.server.mysql.MySqlLogin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which parts the stack has: servers and services. */
public final class StackPlan {
    private final StackServers servers;
    private final StackServices services;
    private final StackPorts ports;
    private final List<Part> parts;

    /**
     * @param portOffset added to every port
     * @param servicesToo whether the services of this repository belong to it, or only the servers
     */
    public StackPlan(Workspace workspace, Secrets secrets, int portOffset, boolean servicesToo) {
        this(
                new StackServers(workspace, secrets, new StackPorts(portOffset)),
                new StackServices(
                        workspace, secrets, new StackPorts(portOffset), servicesToo ? StackServices.ALL : Set.of()));
    }

    private StackPlan(StackServers servers, StackServices services) {
        this(servers, services, joined(servers.parts(), services.parts()));
    }

    private StackPlan(StackServers servers, StackServices services, List<Part> parts) {
        this.servers = servers;
        this.services = services;
        this.ports = servers.ports();
        this.parts = List.copyOf(parts);
    }

    private static List<Part> joined(List<Part> first, List<Part> others) {
        List<Part> all = new ArrayList<>(first);
        all.addAll(others);
        return all;
    }

    /** All servers, and of the services these. */
    StackPlan withServices(Set<String> names) {
        return new StackPlan(
                servers, new StackServices(services.workspace(), services.secrets(), ports, Set.copyOf(names)));
    }

    /** The same without these parts. */
    StackPlan without(Set<String> names) {
        return new StackPlan(
                servers,
                services,
                parts.stream().filter(part -> !names.contains(part.name())).toList());
    }

    /** The same with one more router on the same shards: from the same jar, or from that of the release before. */
    StackPlan withAnotherRouter(String name, int port) {
        return new StackPlan(servers, services, joined(parts, List.of(services.anotherRouter(name, port))));
    }

    /** All parts, those first that others need. */
    public List<Part> parts() {
        return parts;
    }

    Optional<Part> find(String name) {
        return parts.stream().filter(part -> part.name().equals(name)).findFirst();
    }

    List<String> names() {
        return parts.stream().map(Part::name).toList();
    }

    int portOffset() {
        return ports.offset();
    }

    /** How to log in to a shard's server. */
    MySqlLogin mysqlLogin(int shard) {
        return servers.mysqlLogin(shard);
    }

    public int routerPort() {
        return ports.router();
    }

    int sinkPort() {
        return ports.sink();
    }

    int scorerPort() {
        return ports.scorer();
    }
}
