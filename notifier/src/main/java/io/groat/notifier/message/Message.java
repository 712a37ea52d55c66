package io.groat.notifier.message;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing told to one party by one channel.
 *
 * @param id made of what happened, for whom, by which template and channel: the same however often it is asked for
 * @param party a user's id, {@code endpoint:ID} of a webhook, {@code address:HASH} of an address without a user
 * @param template what it says; of a webhook the type of its event
 * @param locale language it is told in
 * @param variables what the template needs
 * @param address where to, when that was said with the request; else it is looked up when it is sent
 * @param fallback channels to try in their order when this one will not take it
 * @param dueAt not before
 * @param expiresAt not after; null when it is never too late
 * @param status as {@link Status} says
 * @param attempts made so far
 * @param nextAt when the next one is due
 * @param provider who took it, or refused it last
 * @param reason why the last attempt failed; never with personal data
 */
public record Message(
        UUID id,
        String party,
        Channel channel,
        String template,
        String locale,
        Map<String, String> variables,
        @Nullable String address,
        List<Channel> fallback,
        Instant createdAt,
        Instant dueAt,
        @Nullable Instant expiresAt,
        Status status,
        int attempts,
        Instant nextAt,
        @Nullable Instant sentAt,
        @Nullable Instant readAt,
        @Nullable String provider,
        @Nullable String reason) {

    private static final String ENDPOINT = "endpoint:";
    private static final String ADDRESS = "address:";
    private static final String SOON = "-soon";

    public Message {
        variables = Map.copyOf(variables);
        fallback = List.copyOf(fallback);
    }

    /** The party that an endpoint of webhooks is. */
    public static String partyOf(UUID endpoint) {
        return ENDPOINT + endpoint;
    }

    /** The party that an address without a user is; it doesn't name the address. */
    public static String partyOf(String address) {
        return ADDRESS + MessageId.of(address, "", "", Channel.SMS);
    }

    /** Whether the party is a user, whose wishes hold. */
    public static boolean isUser(String party) {
        return !party.startsWith(ADDRESS) && !party.startsWith(ENDPOINT);
    }

    /** The endpoint that it goes to; null when it goes to none. */
    public @Nullable UUID endpoint() {
        return party.startsWith(ENDPOINT) ? UUID.fromString(party.substring(ENDPOINT.length())) : null;
    }

    /**
     * The bulkhead that it is delivered through, so that others do not slow it down: each endpoint has its own, each other
     * channel, and of that what is good for a while only, such as codes, apart from the rest.
     */
    public String bulkhead() {
        if (channel == Channel.WEBHOOK) {
            return party;
        }
        return expiresAt == null ? channel.text() : channel.text() + SOON;
    }

    /** Whether a bulkhead is that of an endpoint. */
    public static boolean isEndpoint(String bulkhead) {
        return bulkhead.startsWith(ENDPOINT);
    }

    /** Whether what goes through a bulkhead has to be there soon. */
    public static boolean isSoon(String bulkhead) {
        return bulkhead.endsWith(SOON);
    }

    public boolean isExpired(Instant now) {
        return expiresAt != null && now.isAfter(expiresAt);
    }

    public Message sent(String by, Instant at) {
        return with(Status.SENT, attempts + 1, nextAt, at, by, null);
    }

    public Message failed(@Nullable String by, String why, Instant next) {
        return with(Status.QUEUED, attempts + 1, next, null, by, why);
    }

    public Message dead(@Nullable String by, String why) {
        return with(Status.DEAD, attempts + 1, nextAt, null, by, why);
    }

    public Message skipped(String why) {
        return with(Status.SKIPPED, attempts, nextAt, null, provider, why);
    }

    /** Not tried, but later. */
    public Message postponed(Instant next) {
        return with(Status.QUEUED, attempts, next, null, provider, reason);
    }

    /** The same under another id. */
    public Message withId(UUID other) {
        return new Message(
                other, party, channel, template, locale, variables, address, fallback, createdAt, dueAt, expiresAt,
                status, attempts, nextAt, sentAt, readAt, provider, reason);
    }

    /** Once more from the first attempt. */
    public Message again(Instant now) {
        return with(Status.QUEUED, 0, now, null, null, null);
    }

    private Message with(
            Status other, int tries, Instant next, @Nullable Instant sent, @Nullable String by, @Nullable String why) {
        return new Message(
                id, party, channel, template, locale, variables, address, fallback, createdAt, dueAt, expiresAt, other,
                tries, next, sent, readAt, by, why);
    }

    /** Names no person and says nothing of what it tells. */
    @Override
    public String toString() {
        return channel.text() + " " + template + " " + id;
    }
}
