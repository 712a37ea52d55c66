package io.groat.router.auth.message;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Shows messages in the log, codes and all: for a developer's own machine, where nothing delivers them. */
public final class LoggedMessages implements UserMessages {

    private static final Logger LOG = LoggerFactory.getLogger(LoggedMessages.class);

    @Override
    public Mono<Void> send(UserMessage message) {
        return Mono.fromRunnable(() -> LOG.info(
                "Message to {}: {}{}",
                message.to().value(),
                message.kind(),
                message.code() == null ? "" : " " + message.code()));
    }
}
