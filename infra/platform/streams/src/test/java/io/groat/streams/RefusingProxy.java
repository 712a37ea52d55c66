package io.groat.streams;

import io.groat.infra.testservers.ServerHandle;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.requests.MetadataResponse;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.ProduceResponse;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.RequestUtils;
import org.apache.kafka.common.requests.ResponseHeader;
import org.jspecify.annotations.Nullable;

/**
 * A second address of a broker, which refuses the first records that come, as a broker does that has just come back and
 * does not lead the partition yet. It answers when more records have come behind them, or when none have for a while.
 * The broker takes those behind.
 */
final class RefusingProxy implements AutoCloseable {

    private static final Duration WAITS_FOR_MORE = Duration.ofSeconds(3);

    private final ServerHandle broker;
    private final ServerSocket listener;
    private final AtomicBoolean refused = new AtomicBoolean();
    private final Set<Closeable> sockets = ConcurrentHashMap.newKeySet();

    RefusingProxy(ServerHandle broker) throws IOException {
        this.broker = broker;
        this.listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        inNewThread(this::accept);
    }

    String bootstrapServers() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    boolean hasRefused() {
        return refused.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Closeable socket : sockets) {
            socket.close();
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            Socket server = new Socket(broker.host(), broker.port());
            sockets.add(client);
            sockets.add(server);
            Connection connection = new Connection(client, server);
            inNewThread(connection::passRequests);
            inNewThread(connection::passAnswers);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void inNewThread(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException ended) {
                        // Either side may end at any time.
                    }
                },
                "refusing-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    /** One client's, each way by a thread of its own. */
    private final class Connection {
        private final DataInputStream fromClient;
        private final DataOutputStream toClient;
        private final DataInputStream fromServer;
        private final DataOutputStream toServer;
        private final Map<Integer, RequestHeader> asked = new ConcurrentHashMap<>();
        private @Nullable Work owed;

        private Connection(Socket client, Socket server) throws IOException {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            fromClient = new DataInputStream(client.getInputStream());
            toClient = new DataOutputStream(client.getOutputStream());
            fromServer = new DataInputStream(server.getInputStream());
            toServer = new DataOutputStream(server.getOutputStream());
        }

        private void passRequests() throws IOException {
            while (true) {
                ByteBuffer frame = read(fromClient);
                RequestHeader header = RequestHeader.parse(frame.duplicate());
                if (header.apiKey() == ApiKeys.PRODUCE && refused.compareAndSet(false, true)) {
                    refuse(header, frame);
                    continue;
                }
                if (header.apiKey() == ApiKeys.PRODUCE) {
                    // The refusal goes out first: a client takes answers in the order of its requests.
                    payRefusal();
                }
                asked.put(header.correlationId(), header);
                write(toServer, frame);
            }
        }

        private void refuse(RequestHeader header, ByteBuffer frame) {
            ByteBuffer body = frame.duplicate();
            RequestHeader.parse(body);
            ProduceResponse refusal = ProduceRequest.parse(new ByteBufferAccessor(body), header.apiVersion())
                    .getErrorResponse(0, new NotLeaderOrFollowerException());
            synchronized (this) {
                owed = () -> answer(header, refusal.data());
            }
            inNewThread(() -> {
                new CompletableFuture<Void>()
                        .completeOnTimeout(null, WAITS_FOR_MORE.toMillis(), TimeUnit.MILLISECONDS)
                        .join();
                payRefusal();
            });
        }

        private synchronized void payRefusal() throws IOException {
            if (owed != null) {
                owed.run();
                owed = null;
            }
        }

        private void passAnswers() throws IOException {
            while (true) {
                ByteBuffer frame = read(fromServer);
                RequestHeader header = asked.remove(frame.getInt(frame.position()));
                if (header != null && header.apiKey() == ApiKeys.METADATA) {
                    ByteBuffer body = frame.duplicate();
                    ResponseHeader.parse(body, header.toResponseHeader().headerVersion());
                    MetadataResponseData metadata = MetadataResponse.parse(
                                    new ByteBufferAccessor(body), header.apiVersion())
                            .data();
                    metadata.brokers().forEach(one -> one.setHost("127.0.0.1").setPort(listener.getLocalPort()));
                    answer(header, metadata);
                } else {
                    write(toClient, frame);
                }
            }
        }

        private void answer(RequestHeader asked, Message body) throws IOException {
            ResponseHeader header = asked.toResponseHeader();
            write(toClient, RequestUtils.serialize(header.data(), header.headerVersion(), body, asked.apiVersion()));
        }

        private static ByteBuffer read(DataInputStream in) throws IOException {
            byte[] frame = new byte[in.readInt()];
            in.readFully(frame);
            return ByteBuffer.wrap(frame);
        }

        private static void write(DataOutputStream out, ByteBuffer frame) throws IOException {
            synchronized (out) {
                out.writeInt(frame.remaining());
                out.write(frame.array(), frame.arrayOffset() + frame.position(), frame.remaining());
                out.flush();
            }
        }
    }
}
