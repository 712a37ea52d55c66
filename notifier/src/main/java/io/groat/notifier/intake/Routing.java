package io.groat.notifier.intake;

import io.groat.notifier.message.Channel;
import io.groat.notifier.message.Kind;
import io.groat.notifier.message.Message;
import io.groat.notifier.message.MessageId;
import io.groat.notifier.message.Status;
import io.groat.notifier.profile.Preferences;
import io.groat.notifier.profile.Profile;
import io.groat.notifier.template.MessageTemplate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * By which channels somebody is told, and when. Pure.
 *
 * <pre>
 * kind              in the app    by push, e-mail, SMS
 * payment, account  always        by those asked for, else by the first that reaches the user; the next ones are tried when
 *                                 it fails
 * system            always        the same
 * security          always        the same, whatever was asked for
 * fraud             always        by all that reach the user
 * </pre>
 *
 * A user's "no" to a kind and channel holds but for security and fraud. Quiet hours hold back what is not in the app, but
 * for those two. What happened long ago is shown in the app and nowhere else.
 */
final class Routing {

    /** In which one is tried after the other. */
    private static final List<Channel> ORDER = List.of(Channel.PUSH, Channel.EMAIL, Channel.SMS);

    static final String DIGEST = "payment-digest";
    /** Older than that, it is no news any more. */
    private static final Duration OLD = Duration.ofHours(24);

    /** A summary waits so long for payments that are on their way into it. */
    private static final Duration SETTLED = Duration.ofMinutes(1);

    private Routing() {}

    static Plan plan(Notice notice, MessageTemplate template, MessageTemplate digest, Profile profile, Instant now) {
        Preferences wishes = profile.preferences();
        Kind kind = template.kind();
        List<Message> messages = new ArrayList<>();
        if (!notice.channels().isEmpty()) {
            for (Channel channel : notice.channels()) {
                if (kind.isMandatory() || !isUnwanted(wishes, kind, channel)) {
                    messages.add(message(notice, template, wishes, channel, List.of(), now));
                }
            }
            return new Plan(messages, null);
        }
        if (kind.isMandatory() || !isUnwanted(wishes, kind, Channel.INAPP)) {
            messages.add(message(notice, template, wishes, Channel.INAPP, List.of(), now));
        }
        if (notice.at().isBefore(now.minus(OLD))) {
            return new Plan(messages, null);
        }
        List<Channel> outside = outside(profile, kind);
        if (kind == Kind.FRAUD || isChosen(wishes, kind, outside)) {
            outside.forEach(channel -> messages.add(message(notice, template, wishes, channel, List.of(), now)));
        } else if (!outside.isEmpty()) {
            if (isDigested(notice, kind, wishes)) {
                LocalDate day = wishes.nextDigestDay(now);
                messages.add(digest(notice, digest, wishes, outside, day));
                return new Plan(messages, day);
            }
            messages.add(message(notice, template, wishes, outside.get(0), outside.subList(1, outside.size()), now));
        }
        return new Plan(messages, null);
    }

    /** The channels outside of the app that may be used: those asked for, else all that reach the user. */
    private static List<Channel> outside(Profile profile, Kind kind) {
        Preferences wishes = profile.preferences();
        List<Channel> reach = ORDER.stream()
                .filter(channel -> reaches(profile, channel))
                .filter(channel -> kind.isMandatory() || !isUnwanted(wishes, kind, channel))
                .toList();
        List<Channel> chosen = reach.stream()
                .filter(channel -> Boolean.TRUE.equals(wishes.wish(kind, channel)))
                .toList();
        return chosen.isEmpty() || kind.isMandatory() ? reach : chosen;
    }

    /** While the account can't be asked there may be addresses: it is found out when the message is sent. */
    private static boolean reaches(Profile profile, Channel channel) {
        return profile.reaches(channel) || (!profile.complete() && channel != Channel.PUSH);
    }

    private static boolean isChosen(Preferences wishes, Kind kind, List<Channel> outside) {
        return !kind.isMandatory()
                && outside.stream().anyMatch(channel -> Boolean.TRUE.equals(wishes.wish(kind, channel)));
    }

    private static boolean isUnwanted(Preferences wishes, Kind kind, Channel channel) {
        return Boolean.FALSE.equals(wishes.wish(kind, channel));
    }

    private static boolean isDigested(Notice notice, Kind kind, Preferences wishes) {
        String minor = notice.variables().get("amountMinor");
        String currency = notice.variables().get("currency");
        return kind == Kind.PAYMENT
                && minor != null
                && currency != null
                && minor.matches("[0-9]{1,18}")
                && wishes.isDigested(Long.parseLong(minor), currency);
    }

    private static Message digest(
            Notice notice, MessageTemplate digest, Preferences wishes, List<Channel> outside, LocalDate day) {
        Instant due = wishes.afterQuietHours(wishes.digestOf(day).plus(SETTLED));
        return new Message(
                MessageId.of("digest:" + day, notice.party(), digest.name(), Channel.INAPP),
                notice.party(),
                outside.get(0),
                digest.name(),
                wishes.locale(),
                Map.of("day", day.toString()),
                null,
                outside.subList(1, outside.size()),
                due,
                due,
                null,
                Status.QUEUED,
                0,
                due,
                null,
                null,
                null,
                null);
    }

    private static Message message(
            Notice notice,
            MessageTemplate template,
            Preferences wishes,
            Channel channel,
            List<Channel> fallback,
            Instant now) {
        boolean atOnce = channel == Channel.INAPP || template.kind().isMandatory();
        Instant due = atOnce ? now : wishes.afterQuietHours(now);
        @Nullable Duration within = template.within();
        return new Message(
                notice.id(channel),
                notice.party(),
                channel,
                template.name(),
                notice.locale() == null ? wishes.locale() : notice.locale(),
                notice.variablesFor(channel),
                notice.address(),
                fallback,
                notice.at(),
                due,
                within == null ? null : notice.at().plus(within),
                channel == Channel.INAPP ? Status.SENT : Status.QUEUED,
                0,
                due,
                null,
                null,
                null,
                null);
    }
}
