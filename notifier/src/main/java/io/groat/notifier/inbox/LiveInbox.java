package io.groat.notifier.inbox;

import io.groat.notifier.message.Message;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** Tells the streams of this process at once what has come into the app; the others find it within a second. */
public final class LiveInbox implements Consumer<Message> {

    private static final int BEHIND = 1_024;

    private final Sinks.Many<Message> sink = Sinks.many().multicast().directBestEffort();

    @Override
    public void accept(Message message) {
        synchronized (sink) {
            sink.tryEmitNext(message);
        }
    }

    /** What comes from now on for that user; who falls behind misses some. */
    Flux<Message> of(String user) {
        return sink.asFlux()
                .filter(message -> message.party().equals(user))
                .onBackpressureBuffer(BEHIND, dropped -> {});
    }
}
