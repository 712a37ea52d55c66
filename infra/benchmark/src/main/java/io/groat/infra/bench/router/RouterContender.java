package io.groat.infra.bench.router;

import io.groat.infra.bench.load.Contender;
import io.groat.infra.bench.load.Mode;
import io.groat.infra.bench.load.Sender;
import java.net.URI;
import java.util.List;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** A running shard-router, with the relay behind it. */
public final class RouterContender implements Contender {
    private static final String HOST = "127.0.0.1";
    private static final int CONTROL_CONNECTIONS = 64;

    private final Mode mode;
    private final int port;
    private final String authorization;
    private final List<Long> processes;
    private final RouterControl control;

    /**
     * @param mode HTTP or STREAM
     * @param authorization the value of that header
     * @param processes the router's, and those of the servers that work for it
     */
    public RouterContender(Mode mode, int port, String authorization, List<Long> processes) {
        this.mode = mode;
        this.port = port;
        this.authorization = authorization;
        this.processes = List.copyOf(processes);
        this.control = new RouterControl(URI.create("http://" + HOST + ":" + port), authorization);
    }

    /** Opens the users' accounts; once for both modes, since they share the router. */
    public void openAccounts(int users) {
        ConnectionProvider connections = HttpSender.connections("bench-accounts", CONTROL_CONNECTIONS);
        try {
            new RouterAccounts(HttpClient.create(connections)
                            .host(HOST)
                            .port(port)
                            .headers(headers -> headers.set("Authorization", authorization)))
                    .open(users);
        } finally {
            connections.disposeLater().block();
        }
        control.awaitRelay();
    }

    @Override
    public Mode mode() {
        return mode;
    }

    @Override
    public Sender open(int inFlight) {
        return mode == Mode.STREAM
                ? new StreamSender(HOST, port, authorization, inFlight)
                : new HttpSender(HOST, port, authorization, inFlight);
    }

    @Override
    public List<Long> processes() {
        return processes;
    }

    @Override
    public long settle() {
        return control.awaitRelay();
    }

    @Override
    public boolean balanced() {
        return control.balanced();
    }

    @Override
    public void close() {
        // The router is the stack's to stop.
    }
}
