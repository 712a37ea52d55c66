package io.groat.infra.training.replay;

import io.groat.fraud.feature.FeatureNames;
import io.groat.fraud.feature.Features;
import io.groat.fraud.payee.PayeeState;
import io.groat.fraud.payer.PayerState;
import io.groat.fraud.payment.Hashes;
import io.groat.fraud.payment.Payment;
import io.groat.fraud.payment.PaymentChange;
import io.groat.infra.training.history.HistoryRow;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a history as the scorer goes through events, by the same states: first the payer's side, which knows what the
 * payer paid before, then the payee's. A payment's features are those before it.
 */
public final class FeatureReplay implements AutoCloseable {

    /** Numbers held in memory, of either side: some 500 MB. */
    private static final long HELD = 12_000_000;

    /** A label that is still to become known. */
    private record Coming(Instant at, UUID paymentId, String payer, String payee, boolean fraud) {}

    private final PriorityQueue<Coming> coming =
            new PriorityQueue<>(Comparator.comparing(Coming::at).thenComparing(Coming::paymentId));
    private final SpilledStates<PayerState> payers;
    private final SpilledStates<PayeeState> payees;
    private long repeated;

    public FeatureReplay() {
        this(HELD);
    }

    /** @param held numbers held in memory, of either side */
    FeatureReplay(long held) {
        payers = new SpilledStates<>(PayerState.KIND, held);
        payees = new SpilledStates<>(PayeeState.KIND, held);
    }

    /** The features of the next payment; null of one that was there before, which counts once, and of a top-up, which is not scored. */
    public @Nullable Features take(HistoryRow row) {
        learn(row.at());
        if (row.topUp()) {
            topUp(row);
            return null;
        }
        Payment payment = row.payment();
        PayerState payer = payers.get(row.payer());
        if (payer.knows(payment)) {
            payers.changed(payer);
            repeated++;
            return null;
        }
        Features features = payer.features(payment);
        payer.made(payment);
        payer.ended(payment.id(), row.failed());
        payers.changed(payer);
        PayeeState payee = payees.get(row.payee());
        payee.addFeatures(payment, features);
        payee.got(payment, features.get(FeatureNames.FIRST_TO_PAYEE) == 1);
        payees.changed(payee);
        PayeeState asPayee = payees.get(row.payer());
        asPayee.paid(payment.id(), payment.amount(), Hashes.of(row.payee()), payment.at());
        payees.changed(asPayee);
        Instant labelAt = row.labelAt();
        if (row.fraud() != null && labelAt != null) {
            coming.add(new Coming(labelAt, payment.id(), row.payer(), row.payee(), row.fraud()));
        }
        return features;
    }

    private void topUp(HistoryRow row) {
        PayerState wallet = payers.get(row.payee());
        if (row.failed()) {
            wallet.topUpFailed(new PaymentChange.TopUpFailed(row.id().toString(), row.payee(), row.at()));
        } else {
            double amount = row.payment().amount();
            wallet.toppedUp(new PaymentChange.ToppedUp(row.id(), row.payee(), amount, row.at(), null, null));
        }
        payers.changed(wallet);
    }

    /** What has become known by then, in the order in which it did. */
    private void learn(Instant now) {
        for (Coming next = coming.peek(); next != null && !next.at().isAfter(now); next = coming.peek()) {
            coming.remove();
            PayerState payer = payers.get(next.payer());
            payer.labelled(next.paymentId(), next.fraud(), next.at());
            payers.changed(payer);
            PayeeState payee = payees.get(next.payee());
            payee.labelled(next.paymentId(), next.fraud(), payer.isOrdinary(next.paymentId(), next.at()), next.at());
            payees.changed(payee);
        }
    }

    /** Payments that had been there before. */
    public long repeated() {
        return repeated;
    }

    @Override
    public void close() {
        payers.close();
        payees.close();
    }
}
