package io.groat.notifier.provider;

import io.groat.notifier.digest.DigestStore;
import io.groat.notifier.message.Channel;
import io.groat.notifier.message.Message;
import io.groat.notifier.profile.Device;
import io.groat.notifier.profile.Profile;
import io.groat.notifier.profile.ProfileStore;
import io.groat.notifier.profile.Profiles;
import io.groat.notifier.queue.Attempt;
import io.groat.notifier.queue.Delivery;
import io.groat.notifier.template.Rendered;
import io.groat.notifier.template.Templates;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes messages to people: finds where they are reached now, puts the message into words, hands it to a provider. Of push
 * it is to all of a user's devices, and sent when one of them has taken it; devices that are gone are forgotten.
 */
final class PersonDelivery implements Delivery {

    private static final String NOBODY = "there is no address";
    private static final Duration ASK_LATER = Duration.ofSeconds(30);
    private static final Duration ASKED_AGAIN = Duration.ofDays(1);

    private final Profiles profiles;
    private final ProfileStore store;
    private final Templates templates;
    private final DigestStore digests;
    private final ProviderPool providers;
    private final InstantSource clock;

    public PersonDelivery(
            Profiles profiles,
            ProfileStore store,
            Templates templates,
            DigestStore digests,
            ProviderPool providers,
            InstantSource clock) {
        this.profiles = profiles;
        this.store = store;
        this.templates = templates;
        this.digests = digests;
        this.providers = providers;
        this.clock = clock;
    }

    /** Quiet hours hold whatever brought the message here: its first attempt, a later one, another channel, a summary. */
    @Override
    public Mono<Attempt> deliver(Message message) {
        if (!Message.isUser(message.party()) || isMandatory(message)) {
            return deliverNow(message);
        }
        return profiles.said(message.party()).flatMap(profile -> {
            Instant now = clock.instant();
            Instant earliest = profile.preferences().afterQuietHours(now);
            return earliest.isAfter(now) ? Mono.just(new Attempt.TooEarly(earliest)) : deliverNow(message);
        });
    }

    private boolean isMandatory(Message message) {
        return templates
                .find(message.template(), message.locale())
                .map(template -> template.kind().isMandatory())
                .orElse(false);
    }

    private Mono<Attempt> deliverNow(Message message) {
        @Nullable String address = message.address();
        if (address != null) {
            return rendered(message).flatMap(text -> send(message, address, text));
        }
        return profiles.fresh(message.party())
                .flatMap(profile -> rendered(message).flatMap(text -> send(message, profile, text)));
    }

    private Mono<Rendered> rendered(Message message) {
        @Nullable String day = message.variables().get("day");
        // Who sends one by a call says all that is in it.
        if (day == null
                || message.variables().containsKey("lines")
                || !message.template().equals("payment-digest")) {
            return Mono.fromCallable(() -> templates.render(message));
        }
        return digests.summary(message.party(), LocalDate.parse(day)).map(summary -> {
            Map<String, String> variables = new HashMap<>(message.variables());
            variables.putAll(summary);
            return templates.render(
                    templates.find(message.template(), message.locale()).orElseThrow(), message.locale(), variables);
        });
    }

    private Mono<Attempt> send(Message message, String address, Rendered text) {
        return providers.send(new Outgoing(message.id(), message.template(), address, null, text));
    }

    private Mono<Attempt> send(Message message, Profile profile, Rendered text) {
        if (message.channel() == Channel.PUSH) {
            return profile.devices().isEmpty()
                    ? Mono.just(new Attempt.Skipped(NOBODY))
                    : toDevices(message, profile.devices(), text);
        }
        @Nullable String address = profile.address(message.channel());
        if (address != null) {
            return send(message, address, text);
        }
        if (profile.complete()) {
            return Mono.just(new Attempt.Skipped(NOBODY));
        }
        // A router that is away for a while costs no attempt.
        return Mono.just(
                message.createdAt().isAfter(clock.instant().minus(ASKED_AGAIN))
                        ? new Attempt.Postponed(ASK_LATER)
                        : new Attempt.Failed(null, "the user's account can't be asked", null));
    }

    private Mono<Attempt> toDevices(Message message, List<Device> devices, Rendered text) {
        return Flux.fromIterable(devices)
                .concatMap(device -> providers
                        .send(new Outgoing(message.id(), message.template(), device.token(), device, text))
                        .flatMap(attempt -> attempt instanceof Attempt.Refused
                                ? forget(message.party(), device).thenReturn(attempt)
                                : Mono.just(attempt)))
                .reduce(PersonDelivery::better);
    }

    private Mono<Void> forget(String user, Device device) {
        return store.deleteDevice(user, device.id()).doOnSuccess(gone -> profiles.forget(user));
    }

    /** One that has taken it counts, then one that may, then one that never will. */
    private static Attempt better(Attempt one, Attempt other) {
        return rank(one) <= rank(other) ? one : other;
    }

    private static int rank(Attempt attempt) {
        if (attempt instanceof Attempt.Sent) {
            return 0;
        }
        return attempt instanceof Attempt.Refused ? 2 : 1;
    }
}
