package io.groat.notifier.intake;

import io.groat.notifier.digest.DigestStore;
import io.groat.notifier.message.Channel;
import io.groat.notifier.message.Message;
import io.groat.notifier.message.MessageStore;
import io.groat.notifier.profile.Profile;
import io.groat.notifier.profile.Profiles;
import io.groat.notifier.queue.DeliveryQueue;
import io.groat.notifier.template.MessageTemplate;
import io.groat.notifier.template.Templates;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Makes messages of notices. What comes twice is the same messages, made once. */
public final class Intake {

    private static final int AT_ONCE = 8;

    private final Templates templates;
    private final Profiles profiles;
    private final MessageStore messages;
    private final DigestStore digests;
    private final DeliveryQueue queue;
    private final Consumer<Message> shown;
    private final InstantSource clock;
    private final MeterRegistry meters;

    /** @param shown hears of what is new in the app */
    public Intake(
            Templates templates,
            Profiles profiles,
            MessageStore messages,
            DigestStore digests,
            DeliveryQueue queue,
            Consumer<Message> shown,
            InstantSource clock,
            MeterRegistry meters) {
        this.templates = templates;
        this.profiles = profiles;
        this.messages = messages;
        this.digests = digests;
        this.queue = queue;
        this.shown = shown;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * Completes when its messages are durable, with what they are now.
     *
     * @throws IllegalArgumentException when there is no such template
     */
    public Mono<List<Message>> accept(Notice notice) {
        return accept(notice, planned -> true);
    }

    /**
     * The same of an event, which is alike in all however often it comes, its time as well: what is shown in the app is
     * written over what is there, which changes nothing, and is not looked for before.
     */
    public Mono<List<Message>> acceptEvent(Notice notice) {
        return accept(notice, planned -> planned.channel() != Channel.INAPP);
    }

    private Mono<List<Message>> accept(Notice notice, Predicate<Message> lookedFor) {
        MessageTemplate template = template(notice.template());
        return profile(notice).flatMap(profile -> {
            Plan plan = Routing.plan(
                    notice,
                    template,
                    template(Routing.DIGEST),
                    profile,
                    clock.instant().truncatedTo(ChronoUnit.MILLIS));
            return digested(notice, plan).then(store(plan.messages(), lookedFor));
        });
    }

    private MessageTemplate template(String name) {
        return templates
                .find(name, Templates.FIRST_LOCALE)
                .orElseThrow(() -> new IllegalArgumentException("there is no template " + name));
    }

    private Mono<Profile> profile(Notice notice) {
        return notice.isToUser() ? profiles.of(notice.party()) : Mono.just(Profile.UNKNOWN);
    }

    private Mono<Void> digested(Notice notice, Plan plan) {
        if (plan.digestDay() == null) {
            return Mono.empty();
        }
        return digests.add(
                notice.party(),
                plan.digestDay(),
                notice.id(Channel.INAPP),
                Long.parseLong(notice.variables().getOrDefault("amountMinor", "0")),
                notice.variables().getOrDefault("currency", ""),
                notice.template().equals(PaymentNotices.RECEIVED));
    }

    private Mono<List<Message>> store(List<Message> planned, Predicate<Message> lookedFor) {
        return messages.findAll(
                        planned.stream().filter(lookedFor).map(Message::id).toList())
                .flatMap(there -> Flux.fromIterable(planned)
                        .flatMapSequential(message -> store(message, there), AT_ONCE)
                        .collectList());
    }

    private Mono<Message> store(Message message, Map<UUID, Message> there) {
        Message known = there.get(message.id());
        if (known != null) {
            return queue.ensure(known).thenReturn(known);
        }
        Mono<Void> stored = message.channel() == Channel.INAPP
                ? messages.add(message).then(Mono.fromRunnable(() -> shown.accept(message)))
                : queue.put(message);
        return stored.then(Mono.fromRunnable(() -> count(message))).thenReturn(message);
    }

    private void count(Message message) {
        meters.counter("groat.notifier.messages", "channel", message.channel().text(), "template", message.template())
                .increment();
    }
}
