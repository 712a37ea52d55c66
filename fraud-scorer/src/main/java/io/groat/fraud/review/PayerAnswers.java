package io.groat.fraud.review;

import io.groat.event.Event;
import io.groat.event.EventJson;
import io.groat.event.EventType;
import io.groat.event.PayerAnswered;
import io.groat.event.PayerAnswered.Consequence;
import io.groat.event.PaymentLabelled;
import io.groat.fraud.score.DecisionLog;
import io.groat.fraud.score.LabelIndex;
import io.groat.fraud.score.ScoreStore;
import io.groat.streams.CloudEvents;
import io.groat.streams.EventPublisher;
import io.groat.streams.PartitionWork;
import io.groat.streams.Received;
import io.groat.streams.RecordFilter;
import io.groat.web.trace.Traces;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Keeps what payers say when the notifier asked them whether a payment was theirs: a label in the payment's history. A
 * payment has one answer, and an answer that comes again is the same line. A "yes" that lets a payment go ends its review.
 * Of the topic's other events, most of which are this service's own, not even the body is looked at.
 */
public final class PayerAnswers implements PartitionWork<PayerAnswered> {

    public static final RecordFilter CONCERNING = RecordFilter.of(EventType.PayerAnswered);

    private static final int AT_ONCE = 16;

    private final DecisionLog log;
    private final ReviewActions actions;
    private final ScoreStore scores;
    private final LabelIndex labels;
    private final EventPublisher publisher;

    public PayerAnswers(
            DecisionLog log, ReviewActions actions, ScoreStore scores, LabelIndex labels, EventPublisher publisher) {
        this.log = log;
        this.actions = actions;
        this.scores = scores;
        this.labels = labels;
        this.publisher = publisher;
    }

    /** That somebody has found out what a payment was, once for each who does. */
    static Event labelled(PaymentLabelled body) {
        return new Event(
                EventType.PaymentLabelled,
                body.payerUser(),
                body.paymentId() + ":" + EventType.PaymentLabelled + ":" + body.by(),
                body.at(),
                EventJson.write(body));
    }

    /** The answer that a record holds. */
    public static PayerAnswered read(ConsumerRecord<String, byte @Nullable []> record) {
        PayerAnswered answer = EventJson.read(CloudEvents.read(record).data(), PayerAnswered.class);
        if (answer.paymentId() == null || answer.label() == null || answer.at() == null) {
            throw new IllegalArgumentException("an answer needs paymentId, label and at");
        }
        return answer;
    }

    @Override
    public Mono<Void> handle(List<Received<PayerAnswered>> next) {
        return Flux.fromIterable(next)
                .flatMap(one -> Traces.within(one.trace(), keep(one.body())), AT_ONCE)
                .then();
    }

    /** A "no" that cancels a payment closes its review when the router has cancelled it. */
    private Mono<Void> keep(PayerAnswered answer) {
        Mono<Void> kept = log.addAnswer(answer).then(Mono.defer(() -> tell(answer)));
        return answer.consequence() == Consequence.release ? kept.then(actions.confirmed(answer)) : kept;
    }

    /** What the next payments are scored by; of a payment that has no score nothing is known to learn from. */
    private Mono<Void> tell(PayerAnswered answer) {
        return scores.findPatiently(answer.paymentId())
                .map(score -> new PaymentLabelled(
                        answer.paymentId(),
                        score.payment().payer(),
                        score.payment().payee(),
                        !answer.own(),
                        "payer",
                        answer.at()))
                .flatMap(label ->
                        labels.putPatiently(label).then(Mono.defer(() -> publisher.publish(List.of(labelled(label))))));
    }
}
