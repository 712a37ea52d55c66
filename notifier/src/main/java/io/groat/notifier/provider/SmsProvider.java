package io.groat.notifier.provider;

import io.groat.notifier.outbound.RetryAfter;
import io.groat.notifier.queue.Attempt;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;

/**
 * An SMS provider with an API like Twilio's: a form with {@code To}, {@code From} and {@code Body}, HTTP Basic. Each
 * attempt bears the same {@code Idempotency-Key}.
 */
final class SmsProvider implements Provider {

    private final String name;
    private final String from;
    private final String path;
    private final Duration limit;
    private final HttpClient http;
    private final InstantSource clock;

    public SmsProvider(ProviderSettings.Sms settings, Duration limit, HttpClient http, InstantSource clock) {
        this.name = "sms:" + settings.url();
        this.from = settings.from();
        this.path = settings.url() + "/2010-04-01/Accounts/" + settings.account() + "/Messages.json";
        this.limit = limit;
        this.clock = clock;
        String login = Base64.getEncoder()
                .encodeToString((settings.account() + ":" + settings.token()).getBytes(StandardCharsets.UTF_8));
        this.http = http.headers(headers -> headers.set("Authorization", "Basic " + login));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Mono<Attempt> send(Outgoing outgoing) {
        return http.headers(
                        headers -> headers.set("Idempotency-Key", outgoing.id().toString()))
                .post()
                .uri(path)
                .sendForm((request, form) -> form.attr("To", outgoing.to())
                        .attr("From", from)
                        .attr("Body", outgoing.text().brief()))
                .response()
                .timeout(limit)
                .map(this::judged);
    }

    private Attempt judged(HttpClientResponse response) {
        int status = response.status().code();
        if (status >= 200 && status < 300) {
            return new Attempt.Sent(name);
        }
        return status == 400 || status == 404 || status == 422
                ? new Attempt.Refused(name, "status " + status)
                : new Attempt.Failed(
                        name,
                        "status " + status,
                        RetryAfter.of(response.responseHeaders().get("Retry-After"), clock.instant()));
    }
}
