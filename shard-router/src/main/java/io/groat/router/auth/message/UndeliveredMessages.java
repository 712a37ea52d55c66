package io.groat.router.auth.message;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Where nothing delivers messages yet: drops them, and says once that it does. */
final class UndeliveredMessages implements UserMessages {

    private static final Logger LOG = LoggerFactory.getLogger(UndeliveredMessages.class);

    private final AtomicBoolean said = new AtomicBoolean();

    @Override
    public Mono<Void> send(UserMessage message) {
        return Mono.fromRunnable(() -> {
            if (said.compareAndSet(false, true)) {
                LOG.warn("Nothing delivers messages to users here: codes do not reach them");
            }
        });
    }
}
