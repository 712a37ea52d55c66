package io.groat.infra.bench.router;

import io.groat.infra.bench.load.Contender;
import io.groat.infra.bench.load.Mode;
import io.groat.infra.bench.load.Originals;
import io.groat.infra.bench.load.Sender;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** A running shard-router, with the relay behind it. */
public final class RouterContender implements Contender {
    private static final String HOST = "127.0.0.1";
    private static final int CONTROL_CONNECTIONS = 64;

    private final Mode mode;
    private final int port;
    private final String authorization;
    private final Map<String, List<Long>> parts;
    private final RouterControl control;
    private final int users;
    private final Originals originals;

    /**
     * @param mode one with a router
     * @param authorization the value of that header
     * @param parts pids: the router's, and those of what works for it
     * @param users how many have an account, or will
     */
    public RouterContender(Mode mode, int port, String authorization, Map<String, List<Long>> parts, int users) {
        this.mode = mode;
        this.users = users;
        this.originals = new Originals(users);
        this.port = port;
        this.authorization = authorization;
        this.parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
        this.control = new RouterControl(URI.create("http://" + HOST + ":" + port), authorization);
    }

    /** Opens the users' accounts; once for all modes, since they share the router. */
    public void openAccounts() {
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
        if (mode.isStream()) {
            return new StreamSender(HOST, port, authorization, inFlight);
        }
        HttpSender http = new HttpSender(HOST, port, authorization, inFlight, AnswerRule.COMPLETED);
        return switch (mode) {
            case HTTP_HOLD -> new HttpHoldSender(http);
            case HTTP_REFUND -> new HttpRefundSender(http, originals);
            default -> http;
        };
    }

    @Override
    public Map<String, List<Long>> parts() {
        return parts;
    }

    /** Events that are not on Kafka yet. */
    public long relayBehind() {
        return control.relayBehind();
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
