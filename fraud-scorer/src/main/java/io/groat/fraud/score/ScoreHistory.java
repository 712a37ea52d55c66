package io.groat.fraud.score;

import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.uuid.Uuids;
import io.groat.cassandra.Cassandra;
import io.groat.cassandra.Cql;
import io.groat.event.ReviewOutcome;
import io.groat.fraud.feature.Features;
import io.groat.fraud.label.LabelWords;
import io.groat.fraud.payment.Payment;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** Payments with the features that they were scored by, and what people found them to be: what models are trained on. */
public final class ScoreHistory {

    private static final String OF_SLOT =
            "SELECT payment_id, payer, payee, amount_minor, currency, held, paid_at, features FROM scores"
                    + " WHERE slot = ? AND part = ?";
    private static final String DECISIONS = "SELECT payment_id, at, action, outcome, label FROM decisions";
    /** Most slots of a quiet system hold nothing. */
    private static final int SLOTS_AT_ONCE = 64;

    private static final int ROWS_AHEAD = 256;

    /** A payment as it was scored. */
    public record Past(Payment payment, Features features) {}

    /**
     * What somebody found a payment to be.
     *
     * @param at when that became known
     */
    public record Finding(UUID paymentId, boolean fraud, Instant at) {}

    private final Cassandra cassandra;

    public ScoreHistory(Cassandra cassandra) {
        this.cassandra = cassandra;
    }

    /** Those made from one moment on, before another, of which features are kept; the oldest first. */
    public Flux<Past> payments(Instant from, Instant to) {
        long first = PaymentSlot.slotAt(from);
        long behind = PaymentSlot.slotAt(to) + 1;
        return Flux.range(0, Math.toIntExact(Math.max(0, behind - first)))
                .flatMapSequential(ahead -> ofSlot(first + ahead), SLOTS_AT_ONCE, ROWS_AHEAD)
                .filter(past -> !past.payment().at().isBefore(from)
                        && past.payment().at().isBefore(to));
    }

    /**
     * All that analysts decided and payers answered, as far as it tells what a payment was; in no order. It reads as many
     * lines as there were decisions, claims and notes in 400 days.
     */
    public Flux<Finding> findings() {
        return cassandra.read(new Cql(DECISIONS)).mapNotNull(ScoreHistory::finding);
    }

    /** Ten seconds of payments. */
    private Flux<Past> ofSlot(long slot) {
        return cassandra
                .read(new Cql(OF_SLOT, slot, PaymentSlot.WHOLE))
                .filter(row -> !row.isNull("features") && !row.isNull("paid_at"))
                .map(ScoreHistory::past)
                .collectSortedList(
                        Comparator.comparing((Past past) -> past.payment().at())
                                .thenComparing(past -> past.payment().id()))
                .flatMapIterable(List::copyOf);
    }

    private static Past past(Row row) {
        Payment payment = new Payment(
                Objects.requireNonNull(row.getUuid("payment_id")),
                text(row, "payer"),
                row.getString("payee"),
                row.getLong("amount_minor"),
                text(row, "currency"),
                row.getBoolean("held"),
                Objects.requireNonNull(row.getInstant("paid_at")),
                null,
                null);
        return new Past(payment, ScoreStore.features(Objects.requireNonNull(row.getByteBuffer("features"))));
    }

    private static @Nullable Finding finding(Row row) {
        String outcome = row.getString("outcome");
        boolean answered = DecisionLog.ANSWERED.equals(row.getString("action"));
        boolean decided = DecisionLog.DECIDED.equals(row.getString("action"));
        if (!answered && !decided) {
            return null;
        }
        // Of an answer the outcome is what is done with a payment that is still held.
        ReviewOutcome decision = answered || outcome == null ? null : ReviewOutcome.valueOf(outcome);
        Boolean fraud = LabelWords.isFraud(row.getString("label"), decision);
        return fraud == null
                ? null
                : new Finding(
                        Objects.requireNonNull(row.getUuid("payment_id")),
                        fraud,
                        Instant.ofEpochMilli(Uuids.unixTimestamp(Objects.requireNonNull(row.getUuid("at")))));
    }

    private static String text(Row row, String column) {
        return Objects.requireNonNull(row.getString(column), column);
    }
}
