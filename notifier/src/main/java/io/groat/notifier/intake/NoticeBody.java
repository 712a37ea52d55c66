package io.groat.notifier.intake;

import io.groat.notifier.http.Calls;
import io.groat.notifier.http.NotifierProblem;
import io.groat.notifier.message.Channel;
import io.groat.notifier.message.Message;
import io.groat.notifier.profile.Addresses;
import io.groat.notifier.template.MessageTemplate;
import io.groat.notifier.template.Templates;
import io.groat.notifier.template.Variables;
import io.groat.web.http.Parameters;
import io.groat.web.json.JsonFields;
import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A request to tell somebody something. */
final class NoticeBody {

    private static final Set<String> FIELDS =
            Set.of("userId", "template", "variables", "channels", "to", "locale", "eventId");
    private static final int MOST = 8_000;
    private static final int LONGEST_KEY = 200;

    private NoticeBody() {}

    /**
     * @param key of the request; null when it has none
     * @param caller its keys are apart from those of others
     */
    static Notice read(JsonFields fields, @Nullable String key, String caller, Templates templates, Instant now) {
        fields.requireOnly(FIELDS);
        String name = fields.text("template");
        @Nullable String locale = fields.findText("locale", 35);
        MessageTemplate template = templates
                .find(name, Templates.FIRST_LOCALE)
                .orElseThrow(() -> new ProblemException(
                        NotifierProblem.UNKNOWN_TEMPLATE, "template", "There is no template \"" + name + "\""));
        Map<String, String> variables = Variables.read(fields.findFields("variables", MOST), template);
        List<Channel> channels = channels(fields);
        @Nullable String to = fields.findText("to", 320);
        @Nullable String address = to == null ? null : address(to, channels);
        @Nullable String user = fields.findText("userId");
        if (user == null && address == null) {
            throw new ProblemException(WebProblem.MISSING_FIELD, "userId", "\"userId\" or \"to\" has to be there");
        }
        if (user != null) {
            Calls.requireUser("userId", user);
        }
        return new Notice(
                event(fields, key, caller),
                user == null ? Message.partyOf(String.valueOf(address)) : user,
                name,
                variables,
                now,
                channels,
                address,
                locale == null ? null : Templates.known(locale));
    }

    private static List<Channel> channels(JsonFields fields) {
        List<Channel> channels = new ArrayList<>();
        for (String name : fields.findTexts("channels")) {
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

    private static String event(JsonFields fields, @Nullable String key, String caller) {
        @Nullable String event = fields.findText("eventId", LONGEST_KEY);
        String id = event == null ? key : event;
        if (id != null && (id.isBlank() || id.length() > LONGEST_KEY)) {
            throw Parameters.invalid("Idempotency-Key", "The key may have 1 to " + LONGEST_KEY + " characters");
        }
        return caller + "/" + (id == null ? UUID.randomUUID().toString() : id);
    }
}
