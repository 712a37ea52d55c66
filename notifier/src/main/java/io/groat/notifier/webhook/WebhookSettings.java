package io.groat.notifier.webhook;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code groat.notifier.webhooks.*}.
 *
 * @param allowedNetworks networks that may be reached though they are not of the public internet, also without TLS
 * @param connectLimit how long connecting may take
 * @param answerLimit how long the answer may take after that, with its body
 * @param mostRead bytes of an answer that are read
 * @param disableAfter an endpoint that fails for so long is switched off
 * @param mostOfUser endpoints that a user may have
 */
@ConfigurationProperties("groat.notifier.webhooks")
record WebhookSettings(
        @DefaultValue List<String> allowedNetworks,
        @DefaultValue("5s") Duration connectLimit,
        @DefaultValue("15s") Duration answerLimit,
        @DefaultValue("65536") int mostRead,
        @DefaultValue("5d") Duration disableAfter,
        @DefaultValue("20") int mostOfUser) {

    public WebhookSettings {
        allowedNetworks = List.copyOf(allowedNetworks);
    }
}
