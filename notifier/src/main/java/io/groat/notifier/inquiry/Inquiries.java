package io.groat.notifier.inquiry;

import io.groat.cassandra.Cassandra;
import io.groat.event.Event;
import io.groat.event.EventJson;
import io.groat.event.EventType;
import io.groat.event.FraudDecision;
import io.groat.event.FraudScoreCalculated;
import io.groat.event.PayerAnswered;
import io.groat.notifier.http.NotifierProblem;
import io.groat.notifier.intake.EventListener;
import io.groat.notifier.intake.Intake;
import io.groat.notifier.intake.Notice;
import io.groat.notifier.intake.ReceivedEvent;
import io.groat.streams.EventPublisher;
import io.groat.web.problem.ProblemException;
import io.groat.web.trace.Traces;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Asks payers about payments that an analyst is to look at, and gives their answers effect: written once, then published.
 * Who crashes in between leaves it to the payer, who asked and heard nothing: the same answer once more publishes it.
 */
final class Inquiries implements EventListener {

    private static final int AT_ONCE = 16;

    private final Cassandra cassandra;
    private final InquiryStore store;
    private final InquiryLinks links;
    private final Intake intake;
    private final EventPublisher publisher;
    private final InquirySettings policy;
    private final InstantSource clock;

    public Inquiries(
            Cassandra cassandra,
            InquiryStore store,
            InquiryLinks links,
            Intake intake,
            EventPublisher publisher,
            InquirySettings policy,
            InstantSource clock) {
        this.cassandra = cassandra;
        this.store = store;
        this.links = links;
        this.intake = intake;
        this.publisher = publisher;
        this.policy = policy;
        this.clock = clock;
    }

    @Override
    public Mono<Void> on(List<ReceivedEvent> batch) {
        return Flux.fromIterable(batch)
                .filter(received -> isToBeReviewed(received.score()))
                .flatMap(received -> cassandra.patiently(Mono.defer(() -> ask(received))), AT_ONCE)
                .then();
    }

    private static boolean isToBeReviewed(@Nullable FraudScoreCalculated score) {
        return score != null && score.decision() == FraudDecision.review;
    }

    private Mono<Void> ask(ReceivedEvent received) {
        return ask(received.event(), Objects.requireNonNull(received.score()));
    }

    private Mono<Void> ask(Event event, FraudScoreCalculated score) {
        Instant at = score.scoredAt().truncatedTo(ChronoUnit.MILLIS);
        Inquiry inquiry = new Inquiry(
                score.paymentId(),
                score.payerUser(),
                score.payeeUser(),
                score.amountMinor(),
                score.currency(),
                score.score(),
                at,
                at.plus(policy.goodFor()),
                null,
                null,
                null,
                false);
        if (!inquiry.isOpen(clock.instant())) {
            return Mono.empty();
        }
        Map<String, String> variables = new HashMap<>(Map.of(
                "amountMinor", Long.toString(score.amountMinor()),
                "currency", score.currency(),
                "paymentId", score.paymentId().toString(),
                "link", links.link(score.paymentId(), inquiry.expiresAt())));
        if (score.payeeUser() != null) {
            variables.put("payee", score.payeeUser());
        }
        return store.ask(inquiry)
                .then(intake.accept(Notice.of(event.id(), score.payerUser(), "payment-inquiry", variables, at)))
                .then();
    }

    Mono<Inquiry> find(UUID paymentId) {
        return store.find(paymentId);
    }

    /**
     * Takes an answer. The same one once more is the same; another one is refused, ALREADY_ANSWERED.
     *
     * @param by {@code app} or {@code link}
     */
    Mono<Inquiry> answer(Inquiry inquiry, boolean own, String by) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (!inquiry.isOpen(now)) {
            return repeat(inquiry, own, by);
        }
        return store.answer(inquiry, own, by, now)
                .then(Mono.defer(() -> store.find(inquiry.paymentId())))
                .flatMap(after -> repeat(after, own, by));
    }

    private Mono<Inquiry> repeat(Inquiry inquiry, boolean own, String by) {
        if (inquiry.own() == null || inquiry.own() != own || !by.equals(inquiry.by())) {
            return Mono.error(new ProblemException(
                    inquiry.own() == null ? NotifierProblem.LINK_INVALID : NotifierProblem.ALREADY_ANSWERED));
        }
        return inquiry.announced() ? Mono.just(inquiry) : announce(inquiry);
    }

    private Mono<Inquiry> announce(Inquiry inquiry) {
        boolean own = Boolean.TRUE.equals(inquiry.own());
        Instant at = Objects.requireNonNull(inquiry.answeredAt(), "an answer without a time");
        PayerAnswered body = new PayerAnswered(
                inquiry.paymentId(),
                inquiry.payer(),
                own,
                own ? "payer-confirmed" : "payer-denied",
                Objects.requireNonNull(inquiry.by()),
                inquiry.consequence(policy),
                at);
        Event event = new Event(
                EventType.PayerAnswered,
                inquiry.payer(),
                inquiry.paymentId() + ":" + EventType.PayerAnswered,
                at,
                EventJson.write(body));
        return Traces.with(trace -> publisher.publish(List.of(event.in(trace))))
                .then(store.announced(inquiry))
                .thenReturn(inquiry);
    }
}
