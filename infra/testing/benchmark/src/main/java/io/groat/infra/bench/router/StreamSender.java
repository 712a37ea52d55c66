package io.groat.infra.bench.router;

import io.groat.infra.bench.load.Ending;
import io.groat.infra.bench.load.Sender;
import io.groat.infra.bench.load.TransferOrder;
import java.util.List;
import java.util.stream.IntStream;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** A few streams that share the transfers in flight. */
final class StreamSender implements Sender {
    private static final int STREAMS = 4;

    private final ConnectionProvider connections;
    private final List<TransferStream> streams;

    StreamSender(String host, int port, String authorization, int inFlight) {
        int count = Math.min(STREAMS, inFlight);
        connections = HttpSender.connections("bench-stream", count);
        HttpClient http = HttpClient.create(connections)
                .host(host)
                .port(port)
                .headers(headers -> headers.set("Authorization", authorization));
        streams = IntStream.range(0, count)
                .mapToObj(stream -> new TransferStream(http))
                .toList();
    }

    @Override
    public void send(TransferOrder order, Ending ending) {
        streams.get((int) (order.number() % streams.size())).send(order, ending);
    }

    @Override
    public void close() {
        streams.forEach(TransferStream::finish);
        connections.disposeLater().block();
    }
}
