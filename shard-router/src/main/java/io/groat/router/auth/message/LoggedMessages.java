package io.groat.router.auth.message;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Shows messages in the log, codes and all: for a developer's own machine. */
public final class LoggedMessages implements UserMessages {

    private static final Logger LOG = LoggerFactory.getLogger(LoggedMessages.class);

    private final @Nullable UserMessages next;

    public LoggedMessages() {
        this.next = null;
    }

    /** @param next delivers them */
    public LoggedMessages(UserMessages next) {
        this.next = next;
    }

    @Override
    public Mono<Void> send(UserMessage message) {
        Mono<Void> logged = Mono.fromRunnable(() -> LOG.info(
                "Message to {}: {}{}",
                message.to().value(),
                message.kind(),
                message.code() == null ? "" : " " + message.code()));
        return next == null ? logged : logged.then(next.send(message));
    }
}
