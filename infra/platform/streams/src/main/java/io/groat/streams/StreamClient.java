package io.groat.streams;

import java.util.Map;
import java.util.ServiceLoader;
import reactor.core.publisher.Mono;

/**
 * The client of Kafka that streams read and publishers write by. The one on the class path is found by Java's
 * {@link ServiceLoader}: to swap it is to put another there, which passes the same tests.
 */
public interface StreamClient {

    /**
     * Subscribes, and has the task handle what comes: a partition's records in their order, from the moment that it is
     * ours until it is lost, and never two calls of one partition at once. Ends by failing alone.
     */
    <T> Mono<Void> read(StreamTask<T> task);

    /**
     * A producer. When a send fails, nothing more of what was given to it goes out once it is closed.
     *
     * @param settings as Kafka's producer takes them
     */
    RecordSender sender(Map<String, Object> settings);

    /** That of the class path. */
    static StreamClient installed() {
        return ServiceLoader.load(StreamClient.class, StreamClient.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no client of Kafka is on the class path"));
    }
}
