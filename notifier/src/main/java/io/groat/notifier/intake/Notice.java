package io.groat.notifier.intake;

import io.groat.event.TraceParent;
import io.groat.notifier.message.Channel;
import io.groat.notifier.message.Message;
import io.groat.notifier.message.MessageId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody has to be told.
 *
 * @param event what happened, by an id that is the same each time it is told
 * @param party a user's id, or {@code address:HASH} where there is none
 * @param at when it happened
 * @param channels by which it has to be told; none: by those that fit
 * @param address where to; null: where the user is reached
 * @param locale null: the user's own
 * @param trace that what happened is in; null when it is in none
 */
public record Notice(
        String event,
        String party,
        String template,
        Map<String, String> variables,
        Instant at,
        List<Channel> channels,
        @Nullable String address,
        @Nullable String locale,
        @Nullable TraceParent trace) {

    public Notice {
        variables = Map.copyOf(variables);
        channels = List.copyOf(channels);
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }

    /** In no trace. */
    public Notice(
            String event,
            String party,
            String template,
            Map<String, String> variables,
            Instant at,
            List<Channel> channels,
            @Nullable String address,
            @Nullable String locale) {
        this(event, party, template, variables, at, channels, address, locale, null);
    }

    /** The same in that trace. */
    Notice in(@Nullable TraceParent other) {
        return new Notice(event, party, template, variables, at, channels, address, locale, other);
    }

    /** What the message needs: outside of the app also the trace, which the event of its end goes on in. */
    Map<String, String> variablesFor(Channel channel) {
        if (trace == null || channel == Channel.INAPP) {
            return variables;
        }
        Map<String, String> more = new HashMap<>(variables);
        more.put(TraceParent.HEADER, trace.text());
        return more;
    }

    /** For a user, by the channels that fit. */
    public static Notice of(String event, String user, String template, Map<String, String> variables, Instant at) {
        return new Notice(event, user, template, variables, at, List.of(), null, null);
    }

    public boolean isToUser() {
        return Message.isUser(party);
    }

    /** Of an event: the id of what it shows in the app. */
    UUID inAppId() {
        return MessageId.inApp(event, party, template, at);
    }

    UUID id(Channel channel) {
        return MessageId.of(event, party, template, channel);
    }
}
