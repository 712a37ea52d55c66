package io.groat.fraud.review;

import io.groat.event.EventJson;
import io.groat.event.EventType;
import io.groat.event.PayerAnswered;
import io.groat.event.PayerAnswered.Consequence;
import io.groat.fraud.score.DecisionLog;
import io.groat.streams.CloudEvents;
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

    public PayerAnswers(DecisionLog log, ReviewActions actions) {
        this.log = log;
        this.actions = actions;
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
        Mono<Void> kept = log.addAnswer(answer);
        return answer.consequence() == Consequence.release ? kept.then(actions.confirmed(answer)) : kept;
    }
}
