package io.groat.notifier.intake;

import io.groat.cassandra.Cassandra;
import io.groat.notifier.digest.DigestStore;
import io.groat.notifier.message.Channel;
import io.groat.notifier.message.InboxStore;
import io.groat.notifier.message.Message;
import io.groat.notifier.message.MessageStore;
import io.groat.notifier.profile.Profile;
import io.groat.notifier.profile.Profiles;
import io.groat.notifier.queue.DeliveryQueue;
import io.groat.notifier.template.MessageTemplate;
import io.groat.notifier.template.Templates;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Makes messages of notices. What comes twice is the same messages, made once. */
public final class Intake {

    private static final int AT_ONCE = 8;

    /** What they tell of is more money for who reads it. */
    private static final Set<String> INCOMING = Set.of(
            PaymentNotices.RECEIVED,
            "deposit-completed",
            "commission-received",
            "refund-received",
            "order-credited",
            "order-refund-failed",
            "payout-returned");

    private final Templates templates;
    private final Profiles profiles;
    private final MessageStore messages;
    private final InboxStore inbox;
    private final Cassandra cassandra;
    private final DigestStore digests;
    private final DeliveryQueue queue;
    private final Consumer<Message> shown;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();

    /** @param shown hears of what is new in the app */
    public Intake(
            Templates templates,
            Profiles profiles,
            MessageStore messages,
            InboxStore inbox,
            Cassandra cassandra,
            DigestStore digests,
            DeliveryQueue queue,
            Consumer<Message> shown,
            InstantSource clock,
            MeterRegistry meters) {
        this.templates = templates;
        this.profiles = profiles;
        this.messages = messages;
        this.inbox = inbox;
        this.cassandra = cassandra;
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
        return profile(notice).flatMap(profile -> {
            Plan plan = plan(notice, profile);
            return digested(notice, plan).then(store(plan.messages()));
        });
    }

    /**
     * The same of events, which are alike in all however often they come, their time as well: what is shown in the app is
     * shown at once, and written over what is there, which changes nothing. It waits for no account: what goes elsewhere is
     * planned once that is known, in its own time. Completes when all of it is durable, also when Cassandra or the router is
     * away for a while.
     */
    public Mono<Void> acceptEvents(List<Notice> notices) {
        List<Message> inApp = new ArrayList<>();
        List<Mono<Void>> others = new ArrayList<>();
        for (Notice notice : notices) {
            @Nullable Profile profile = profiles.known(notice.party());
            if (profile == null) {
                others.add(cassandra.patiently(profiles.said(notice.party())).flatMap(read -> acceptOne(notice, read)));
            } else {
                acceptEvent(notice, profile, inApp, others);
            }
        }
        Mono<Void> shownOnes = show(inApp);
        return others.isEmpty() ? shownOnes : Mono.when(shownOnes, Mono.when(others));
    }

    private Mono<Void> acceptOne(Notice notice, Profile profile) {
        List<Message> inApp = new ArrayList<>();
        List<Mono<Void>> others = new ArrayList<>();
        acceptEvent(notice, profile, inApp, others);
        return show(inApp).and(Mono.when(others));
    }

    private void acceptEvent(Notice notice, Profile profile, List<Message> inApp, List<Mono<Void>> others) {
        Plan plan = plan(notice, profile);
        for (Message message : plan.messages()) {
            if (message.channel() == Channel.INAPP) {
                inApp.add(message.withId(notice.inAppId()));
            }
        }
        if (plan.messages().stream().anyMatch(Intake::isOutside)) {
            others.add(cassandra.patiently(Mono.defer(() -> elsewhere(notice))));
        }
    }

    /** What goes elsewhere, once it is known where that may be; of a user who has nowhere nothing is left. */
    private Mono<Void> elsewhere(Notice notice) {
        return profiles.whole(notice.party()).flatMap(profile -> {
            Plan plan = plan(notice, profile);
            List<Message> outside =
                    plan.messages().stream().filter(Intake::isOutside).toList();
            return digested(notice, plan).then(store(outside)).then();
        });
    }

    private static boolean isOutside(Message message) {
        return message.channel() != Channel.INAPP;
    }

    /** Live streams show them now; should this process die before they are durable, they come again under the same ids. */
    private Mono<Void> show(List<Message> messages) {
        messages.forEach(shown);
        return inbox.add(messages).doOnSuccess(durable -> messages.forEach(this::count));
    }

    private Plan plan(Notice notice, Profile profile) {
        return Routing.plan(
                notice,
                template(notice.template()),
                template(Routing.DIGEST),
                profile,
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    private MessageTemplate template(String name) {
        return templates
                .find(name, Templates.FIRST_LOCALE)
                .orElseThrow(() -> new IllegalArgumentException("there is no template " + name));
    }

    private Mono<Profile> profile(Notice notice) {
        if (!notice.isToUser()) {
            return Mono.just(Profile.UNKNOWN);
        }
        // Where the channels are given the account has no say.
        return notice.channels().isEmpty() ? profiles.of(notice.party()) : profiles.said(notice.party());
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
                INCOMING.contains(notice.template()));
    }

    private Mono<List<Message>> store(List<Message> planned) {
        return messages.findAll(planned.stream().map(Message::id).toList())
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
        counters.computeIfAbsent(message.channel().text() + " " + message.template(), name -> counter(message))
                .increment();
    }

    private Counter counter(Message message) {
        return meters.counter(
                "groat.notifier.messages", "channel", message.channel().text(), "template", message.template());
    }
}
