package io.groat.order;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that a gateway has told, as it stands in the inbox.
 *
 * @param eventId what the gateway calls it: one that is told again is the same
 * @param body as it came, without what it says of cards, addresses and people
 * @param tries how often it was tried to work it off
 * @param tryAt when it is tried next; null once it is worked off
 */
public record GatewayEvent(
        String gateway,
        String eventId,
        String body,
        Instant receivedAt,
        int tries,
        @Nullable Instant tryAt) {}
