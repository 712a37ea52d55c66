package io.groat.notifier.inbox;

import io.groat.notifier.message.Channel;
import io.groat.notifier.message.Message;
import io.groat.notifier.message.Status;
import io.groat.notifier.template.Amounts;
import io.groat.notifier.template.MessageTemplate;
import io.groat.notifier.template.Rendered;
import io.groat.notifier.template.Templates;
import io.groat.web.json.JsonWords;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** A message as lists show it: in words, but for what was secret. */
final class MessageJson {

    private final Templates templates;

    MessageJson(Templates templates) {
        this.templates = templates;
    }

    void write(JsonGenerator json, Message message) {
        json.writeStartObject();
        JsonWords.id(json, "id", message.id());
        json.writeStringProperty("channel", message.channel().text());
        json.writeStringProperty("template", message.template());
        Optional<MessageTemplate> template = templates.find(message.template(), message.locale());
        template.ifPresent(found -> writeText(json, found, message));
        json.writeStringProperty("status", message.status().text());
        json.writeNumberProperty("attempts", message.attempts());
        JsonWords.text(json, "reason", message.reason());
        JsonWords.time(json, "createdAt", message.createdAt());
        JsonWords.time(json, "nextAttemptAt", message.status() == Status.QUEUED ? message.nextAt() : null);
        JsonWords.time(
                json,
                "sentAt",
                message.channel() == Channel.INAPP
                        ? Optional.ofNullable(message.sentAt()).orElse(message.createdAt())
                        : message.sentAt());
        JsonWords.time(json, "readAt", message.readAt());
        json.writeEndObject();
    }

    private void writeText(JsonGenerator json, MessageTemplate template, Message message) {
        json.writeStringProperty("kind", template.kind().text());
        Map<String, String> variables = Amounts.spelled(message.variables(), Locale.forLanguageTag(message.locale()));
        if (template.isSecret() || template.missing(variables) != null) {
            JsonWords.text(json, "title", null);
            JsonWords.text(json, "body", null);
            return;
        }
        Rendered rendered = templates.render(template, message.locale(), variables);
        json.writeStringProperty("title", rendered.title());
        json.writeStringProperty("body", rendered.brief());
    }
}
