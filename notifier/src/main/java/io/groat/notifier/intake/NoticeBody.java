package io.groat.notifier.intake;

import io.groat.notifier.http.Calls;
import io.groat.notifier.http.NotifierProblem;
import io.groat.notifier.intake.NotificationCalls.NoticeWish;
import io.groat.notifier.message.Channel;
import io.groat.notifier.message.Message;
import io.groat.notifier.profile.Addresses;
import io.groat.notifier.template.MessageTemplate;
import io.groat.notifier.template.Templates;
import io.groat.notifier.template.Variables;
import io.groat.web.http.Parameters;
import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A request to tell somebody something, judged: its rules are about several fields at once. */
final class NoticeBody {

    private static final int LONGEST_KEY = 200;

    private NoticeBody() {}

    /**
     * @param key of the request; null when it has none
     * @param caller its keys are apart from those of others
     */
    static Notice of(NoticeWish wish, @Nullable String key, String caller, Templates templates, Instant now) {
        String name = wish.template();
        @Nullable String locale = wish.locale();
        MessageTemplate template = templates
                .find(name, Templates.FIRST_LOCALE)
                .orElseThrow(() -> new ProblemException(
                        NotifierProblem.UNKNOWN_TEMPLATE, "template", "There is no template \"" + name + "\""));
        Map<String, String> variables = Variables.read(wish.variables(), template);
        List<Channel> channels = channels(wish.channels());
        @Nullable String to = wish.to();
        @Nullable String address = to == null ? null : address(to, channels);
        @Nullable String user = wish.userId();
        if (user == null && address == null) {
            throw new ProblemException(WebProblem.MISSING_FIELD, "userId", "\"userId\" or \"to\" has to be there");
        }
        if (user != null) {
            Calls.requireUser("userId", user);
        }
        return new Notice(
                event(wish.eventId(), key, caller),
                user == null ? Message.partyOf(String.valueOf(address)) : user,
                name,
                variables,
                now,
                channels,
                address,
                locale == null ? null : Templates.known(locale));
    }

    private static List<Channel> channels(@Nullable List<String> names) {
        List<Channel> channels = new ArrayList<>();
        for (String name : names == null ? List.<String>of() : names) {
            Channel channel = Channel.find(name)
                    .filter(one -> one != Channel.WEBHOOK)
                    .orElseThrow(() -> Parameters.invalid("channels", "\"" + name + "\" is no channel to a person"));
            if (!channels.contains(channel)) {
                channels.add(channel);
            }
        }
        return channels;
    }

    private static String address(String to, List<Channel> channels) {
        if (channels.size() != 1) {
            throw Parameters.invalid("channels", "With \"to\" there has to be one channel, email or sms");
        }
        return Addresses.kept(channels.get(0), to)
                .orElseThrow(() -> new ProblemException(
                        NotifierProblem.INVALID_ADDRESS,
                        "to",
                        "\"to\" is no address for " + channels.get(0).text()));
    }

    private static String event(@Nullable String event, @Nullable String key, String caller) {
        String id = event == null ? key : event;
        if (id != null && (id.isBlank() || id.length() > LONGEST_KEY)) {
            throw Parameters.invalid("Idempotency-Key", "The key may have 1 to " + LONGEST_KEY + " characters");
        }
        return caller + "/" + (id == null ? UUID.randomUUID().toString() : id);
    }
}
