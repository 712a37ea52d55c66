package io.groat.infra.testservers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A second address of a MySQL server, by which every statement passes here first. So a test can kill somebody at the
 * very moment of a statement: before the server has it, while its answer is awaited, or when the server has done it
 * and nobody has been told.
 */
public final class StatementProxy implements AutoCloseable {
    private static final int BACKLOG = 200;

    /** When, in the life of a statement. */
    public enum Moment {
        /** The client has sent it, the server has not got it. */
        ASKED,
        /** The server has it; what it answers meanwhile is kept back. Whether it has done it is open. */
        PASSED_ON,
        /** The server has done it and answered; the client has heard nothing. For statements that return no rows. */
        DONE
    }

    /**
     * What happens at that moment, once.
     *
     * @param cuts whether the connection ends with it; else the statement and its answer go on their way
     * @param struck completes with the statement's text when the deed is done
     */
    record Strike(Moment moment, Pattern statement, boolean cuts, Runnable deed, CompletableFuture<String> struck) {}

    private final ServerHandle server;
    private final ServerSocket listener;
    private final AtomicReference<@Nullable Strike> armed = new AtomicReference<>();
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();

    private StatementProxy(ServerHandle server, ServerSocket listener) {
        this.server = server;
        this.listener = listener;
    }

    /** A new one before that server, on a port chosen by chance. */
    public static StatementProxy before(ServerHandle server) {
        try {
            var listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
            var proxy = new StatementProxy(server, listener);
            inNewThread(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("No port for a proxy of " + server.name(), e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /**
     * Does the deed at that moment of the next request whose text holds the pattern, and then ends the request's
     * connection on both sides: for a deed that kills the server or the client.
     *
     * @return completes with the request's text when the deed is done
     */
    public CompletableFuture<String> cutAt(Moment moment, Pattern statement, Runnable deed) {
        return arm(new Strike(moment, statement, true, deed, new CompletableFuture<>()));
    }

    /** The same, but the request and its answer then go on their way: for a deed that concerns somebody else. */
    public CompletableFuture<String> holdAt(Moment moment, Pattern statement, Runnable deed) {
        return arm(new Strike(moment, statement, false, deed, new CompletableFuture<>()));
    }

    /** Ends all connections; the server goes on. */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        connections.forEach(ProxiedConnection::close);
    }

    /** The strike that this request brings about, which is then no longer armed; null when none. */
    @Nullable
    Strike take(String request) {
        Strike strike = armed.get();
        boolean hit = strike != null && strike.statement().matcher(request).find();
        return hit && armed.compareAndSet(strike, null) ? strike : null;
    }

    void ended(ProxiedConnection connection) {
        connections.remove(connection);
    }

    static void inNewThread(Runnable work) {
        Thread thread = new Thread(work, "statement-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private CompletableFuture<String> arm(Strike strike) {
        armed.set(strike);
        return strike.struck();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                inNewThread(() -> connect(client));
            }
        } catch (IOException closed) {
            // The proxy is no longer wanted.
        }
    }

    private void connect(Socket client) {
        try {
            // As good as refused, when nobody listens there: closing sends a reset.
            client.setSoLinger(true, 0);
            Socket toServer = new Socket(server.host(), server.port());
            client.setSoLinger(false, 0);
            var connection = new ProxiedConnection(this, client, toServer);
            connections.add(connection);
            connection.run();
        } catch (IOException away) {
            ProxiedConnection.closeQuietly(client);
        }
    }
}
