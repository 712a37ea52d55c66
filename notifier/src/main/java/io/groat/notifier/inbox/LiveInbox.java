package io.groat.notifier.inbox;

import io.groat.notifier.message.Message;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Tells the streams of this process at once what has come into the app; the others find it within a second. Streams end
 * when the service stops, for it waits for its answers to end.
 */
public final class LiveInbox implements Consumer<Message> {

    private static final int BEHIND = 1_024;

    private final Sinks.Many<Message> sink = Sinks.many().multicast().directBestEffort();
    private final Sinks.Empty<Void> over = Sinks.empty();

    @Override
    public void accept(Message message) {
        if (sink.currentSubscriberCount() > 0) {
            synchronized (sink) {
                sink.tryEmitNext(message);
            }
        }
    }

    /** What comes from now on for that user; who falls behind misses some. */
    Flux<Message> of(String user) {
        return sink.asFlux()
                .filter(message -> message.party().equals(user))
                .onBackpressureBuffer(BEHIND, dropped -> {});
    }

    /** Completes when the service stops. */
    Mono<Void> over() {
        return over.asMono();
    }

    /** Ends all streams. */
    void end() {
        over.tryEmitEmpty();
    }
}
