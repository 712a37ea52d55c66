package io.groat.infra.testservers;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One client's connection through a {@link StatementProxy}: hands packets on, each way by a thread of its own. */
final class ProxiedConnection implements AutoCloseable {
    private static final int DONE_LIMIT_SECONDS = 10;

    private final StatementProxy proxy;
    private final Socket client;
    private final Socket server;
    private final OutputStream toClient;
    private final OutputStream toServer;

    /** While not null, answers gather here instead of going to the client. */
    private @Nullable List<MySqlPacket> held;

    private CountDownLatch answered = new CountDownLatch(1);

    ProxiedConnection(StatementProxy proxy, Socket client, Socket server) throws IOException {
        this.proxy = proxy;
        this.client = client;
        this.server = server;
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        this.toClient = new BufferedOutputStream(client.getOutputStream());
        this.toServer = new BufferedOutputStream(server.getOutputStream());
    }

    /** Until one of the two sides has ended. */
    void run() {
        StatementProxy.inNewThread(this::passAnswers);
        try (InputStream in = new BufferedInputStream(client.getInputStream())) {
            for (MySqlPacket packet = MySqlPacket.read(in); packet != null; packet = MySqlPacket.read(in)) {
                StatementProxy.Strike strike = packet.isQuery() ? proxy.take(packet.text()) : null;
                if (strike == null) {
                    send(packet);
                } else {
                    strike(strike, packet);
                }
            }
        } catch (IOException ended) {
            // Either side may end at any time.
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        closeQuietly(client);
        closeQuietly(server);
        proxy.ended(this);
    }

    static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException alreadyGone) {
            // Then it is closed.
        }
    }

    private void strike(StatementProxy.Strike strike, MySqlPacket packet) throws IOException {
        try {
            if (strike.moment() != StatementProxy.Moment.ASKED) {
                hold();
                send(packet);
            }
            if (strike.moment() == StatementProxy.Moment.DONE) {
                awaitAnswer();
            }
            strike.deed().run();
            strike.struck().complete(packet.text());
        } catch (IOException | RuntimeException e) {
            strike.struck().completeExceptionally(e);
            throw e;
        }
        if (strike.cuts()) {
            close();
        } else if (strike.moment() == StatementProxy.Moment.ASKED) {
            send(packet);
        } else {
            release();
        }
    }

    private void passAnswers() {
        try (InputStream in = new BufferedInputStream(server.getInputStream())) {
            for (MySqlPacket packet = MySqlPacket.read(in); packet != null; packet = MySqlPacket.read(in)) {
                pass(packet, in.available() == 0);
            }
        } catch (IOException ended) {
            // Either side may end at any time.
        } finally {
            close();
        }
    }

    private void send(MySqlPacket packet) throws IOException {
        packet.write(toServer);
        toServer.flush();
    }

    private synchronized void pass(MySqlPacket packet, boolean last) throws IOException {
        if (held == null) {
            packet.write(toClient);
            if (last) {
                toClient.flush();
            }
            return;
        }
        held.add(packet);
        if (packet.endsAnswer()) {
            answered.countDown();
        }
    }

    private synchronized void hold() {
        held = new ArrayList<>();
        answered = new CountDownLatch(1);
    }

    private synchronized void release() throws IOException {
        List<MySqlPacket> waiting = held == null ? List.of() : held;
        held = null;
        for (MySqlPacket packet : waiting) {
            packet.write(toClient);
        }
        toClient.flush();
    }

    private void awaitAnswer() throws IOException {
        CountDownLatch latch;
        synchronized (this) {
            latch = answered;
        }
        try {
            if (!latch.await(DONE_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the server has not answered in " + DONE_LIMIT_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
