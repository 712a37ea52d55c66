package io.groat.notifier.inbox;

import io.groat.notifier.message.Channel;
import io.groat.notifier.message.Kind;
import io.groat.notifier.message.Message;
import io.groat.notifier.message.Status;
import io.groat.notifier.template.Amounts;
import io.groat.notifier.template.MessageTemplate;
import io.groat.notifier.template.Rendered;
import io.groat.notifier.template.Templates;
import io.groat.web.shape.Doc;
import io.groat.web.shape.Flat;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A message as lists show it: in words, but for what was secret. */
@Doc("A message")
record MessageView(
        UUID id,
        Channel channel,
        @Doc(example = "payment-received") String template,
        @Flat @Nullable WordsView words,
        Status status,
        int attempts,
        @Doc("Why it was not delivered") @Nullable String reason,
        Instant createdAt,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant sentAt,
        @Nullable Instant readAt) {

    /** What it says; not there when its template no longer is. */
    record WordsView(
            Kind kind,

            @Doc(value = "null of what is secret", example = "You got 25.00 EUR") @Nullable
            String title,

            @Doc(value = "null of what is secret", example = "alice paid you 25.00 EUR.") @Nullable
            String body) {

        private static WordsView of(Templates templates, MessageTemplate template, Message message) {
            Map<String, String> variables =
                    Amounts.spelled(message.variables(), Locale.forLanguageTag(message.locale()));
            if (template.isSecret() || template.missing(variables) != null) {
                return new WordsView(template.kind(), null, null);
            }
            Rendered rendered = templates.render(template, message.locale(), variables);
            return new WordsView(template.kind(), rendered.title(), rendered.brief());
        }
    }

    static MessageView of(Templates templates, Message message) {
        return new MessageView(
                message.id(),
                message.channel(),
                message.template(),
                templates
                        .find(message.template(), message.locale())
                        .map(found -> WordsView.of(templates, found, message))
                        .orElse(null),
                message.status(),
                message.attempts(),
                message.reason(),
                message.createdAt(),
                message.status() == Status.QUEUED ? message.nextAt() : null,
                message.channel() == Channel.INAPP
                        ? Optional.ofNullable(message.sentAt()).orElse(message.createdAt())
                        : message.sentAt(),
                message.readAt());
    }
}
