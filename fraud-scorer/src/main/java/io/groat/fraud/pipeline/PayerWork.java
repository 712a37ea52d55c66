package io.groat.fraud.pipeline;

import io.groat.fraud.fact.Fact;
import io.groat.fraud.feature.Features;
import io.groat.fraud.payer.PayerState;
import io.groat.fraud.payment.Hashes;
import io.groat.fraud.payment.Payment;
import io.groat.fraud.payment.PaymentChange;
import io.groat.fraud.state.StateCache;
import io.groat.fraud.window.Window;
import io.groat.streams.CloudEvents;
import io.groat.streams.EventPublisher;
import io.groat.streams.PartitionWork;
import io.groat.streams.Received;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import reactor.core.publisher.Mono;

/**
 * The first step, for one partition of payment_events: takes each payer's events in order, adds what the payer's past
 * says about a payment, and tells the payee's step.
 *
 * <p>A state is written when the facts of all that it holds are with Kafka, and the position is committed when the states
 * are written. After a crash facts since then go out again; the second step knows them by source and offset.
 */
final class PayerWork implements PartitionWork<PaymentChange> {

    private final StateCache<PayerState> payers;
    private final EventPublisher publisher;
    private final String topic;
    private boolean quiet;

    /** @param topic of the facts */
    PayerWork(StateCache<PayerState> payers, EventPublisher publisher, String topic) {
        this.payers = payers;
        this.publisher = publisher;
        this.topic = topic;
    }

    @Override
    public Mono<Void> handle(List<Received<PaymentChange>> next) {
        Set<String> keys = new LinkedHashSet<>();
        next.forEach(one -> keys.add(one.body().payer()));
        quiet = false;
        return payers.fetch(keys).then(Mono.defer(() -> {
            // As they are now: this batch's facts are not with Kafka yet.
            Mono<Void> written = payers.writeDue(next.size());
            return publisher.publishRecords(facts(next)).and(written);
        }));
    }

    /** While nothing comes all is written at once. */
    @Override
    public Mono<Void> settle() {
        return Mono.defer(() -> {
            boolean wasQuiet = quiet;
            quiet = true;
            return wasQuiet ? payers.writeAll() : payers.writeDue(0);
        });
    }

    @Override
    public long settledUpTo(long handledUpTo) {
        return payers.settledUpTo(handledUpTo);
    }

    private List<ProducerRecord<String, byte[]>> facts(List<Received<PaymentChange>> next) {
        List<ProducerRecord<String, byte[]>> facts = new ArrayList<>();
        for (Received<PaymentChange> one : next) {
            PayerState payer = payers.get(one.body().payer());
            if (one.offset() < payer.nextOffset()) {
                continue;
            }
            if (one.body() instanceof PaymentChange.Made made) {
                made(one, made.payment(), payer, facts);
            } else if (one.body() instanceof PaymentChange.Ended ended) {
                payer.ended(ended.paymentId(), ended.failed());
                if (ended.cancelled()) {
                    facts.add(inTraceOf(one, cancelled(one, ended)));
                }
            } else if (one.body() instanceof PaymentChange.GivenBack back) {
                facts.add(new Fact.Back(
                                one.partition(),
                                one.offset(),
                                back.payer(),
                                back.movementId(),
                                back.amount(),
                                back.at())
                        .record(topic));
            } else if (one.body() instanceof PaymentChange.Captured captured) {
                facts.add(new Fact.Taken(
                                one.partition(),
                                one.offset(),
                                captured.payee(),
                                captured.movementId(),
                                hours(captured.after()),
                                captured.at())
                        .record(topic));
            } else if (one.body() instanceof PaymentChange.Labelled labelled) {
                payer.labelled(labelled.paymentId(), labelled.fraud(), labelled.knownAt());
                String payee = labelled.payee();
                if (payee != null) {
                    facts.add(new Fact.Labelled(
                                    one.partition(),
                                    one.offset(),
                                    payee,
                                    labelled.paymentId(),
                                    labelled.fraud(),
                                    labelled.knownAt(),
                                    payer.isOrdinary(labelled.paymentId(), labelled.knownAt()))
                            .record(topic));
                }
            } else if (one.body() instanceof PaymentChange.ToppedUp topUp) {
                payer.toppedUp(topUp);
            } else if (one.body() instanceof PaymentChange.TopUpFailed failure) {
                payer.topUpFailed(failure);
            }
            payer.nextOffset(one.offset() + 1);
            payers.changed(one.body().payer(), one.offset());
        }
        return facts;
    }

    private static double hours(Duration time) {
        return Math.max(0, time.toMillis()) / (double) Window.HOUR.millis();
    }

    private static Fact cancelled(Received<PaymentChange> one, PaymentChange.Ended ended) {
        return new Fact.Cancelled(
                one.partition(), one.offset(), Fact.key(ended.payer(), ended.payee()), ended.paymentId());
    }

    /** The relay may send an event twice. */
    private void made(
            Received<PaymentChange> one,
            Payment payment,
            PayerState payer,
            List<ProducerRecord<String, byte[]>> facts) {
        if (payer.knows(payment)) {
            return;
        }
        Features features = payer.features(payment);
        payer.made(payment);
        facts.add(inTraceOf(one, new Fact.In(one.partition(), one.offset(), payment, features)));
        // What it is to the payer as a payee, nobody hears of.
        String payee = payment.payee();
        facts.add(new Fact.Out(
                        one.partition(),
                        one.offset(),
                        payment.payer(),
                        payment.id(),
                        payment.amount(),
                        payment.at(),
                        payee == null ? 0 : Hashes.of(payee))
                .record(topic));
    }

    private ProducerRecord<String, byte[]> inTraceOf(Received<PaymentChange> one, Fact fact) {
        return CloudEvents.in(one.trace(), fact.record(topic));
    }
}
