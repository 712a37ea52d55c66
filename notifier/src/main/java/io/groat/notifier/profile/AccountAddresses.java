package io.groat.notifier.profile;

import io.groat.notifier.message.Channel;
import java.util.Map;
import reactor.core.publisher.Mono;

/** The addresses that a user's account with the router has. */
@FunctionalInterface
interface AccountAddresses {

    /**
     * Confirmed ones by channel, none when there is no such account; fails when the router can't be asked, with {@link
     * RouterAwayException} when it is away or busy.
     */
    Mono<Map<Channel, String>> of(String userId);
}
