package io.groat.router.auth.login;

import io.groat.router.auth.message.UserMessage;
import io.groat.router.auth.message.UserMessages;
import io.groat.router.auth.otp.Challenges;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Sends messages, but nobody too many. One that can't be sent is logged: its sender must not learn of it. */
final class MessageDispatch {

    private static final Logger LOG = LoggerFactory.getLogger(MessageDispatch.class);

    private final Challenges challenges;
    private final UserMessages messages;

    public MessageDispatch(Challenges challenges, UserMessages messages) {
        this.challenges = challenges;
        this.messages = messages;
    }

    /** Whether that user may have one more message sent to an address that nobody knows to be theirs; counts it. */
    Mono<Boolean> mayAsk(String userId) {
        return challenges.mayBeSent("asked by " + userId);
    }

    Mono<Void> send(UserMessage message) {
        return challenges
                .mayBeSent(message.to().digestText())
                .flatMap(may -> may ? messages.send(message) : Mono.empty())
                .onErrorResume(failure -> {
                    LOG.warn("A message was not sent, {}: {}", message, failure.toString());
                    return Mono.empty();
                });
    }
}
