package io.groat.fraud.score;

import com.datastax.oss.driver.api.core.cql.Row;
import io.groat.cassandra.Cassandra;
import io.groat.cassandra.Cql;
import io.groat.cassandra.GroupedWrites;
import io.groat.event.FraudDecision;
import io.groat.fraud.feature.Features;
import io.groat.fraud.payment.Payment;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Scores and features by payment; for what is listed of them see {@link ScoreIndex}. */
public final class ScoreStore {

    private static final String WRITE_SCORE = "INSERT INTO scores (slot, part, payment_id, payer, payee, amount_minor,"
            + " currency, held, paid_at, score, decision, reasons, rules_version, scored_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String WRITE_FEATURES =
            "UPDATE scores USING TTL 7776000 SET features = ?" + " WHERE slot = ? AND part = ? AND payment_id = ?";
    private static final String WRITE_HOLD =
            "UPDATE scores SET hold_until = ? WHERE slot = ? AND part = ? AND payment_id = ?";
    private static final String WRITE_MODELS =
            "UPDATE scores SET model_version = ?, model_score = ?, shadow_version = ?,"
                    + " shadow_score = ?, shadow_decision = ? WHERE slot = ? AND part = ? AND payment_id = ?";
    private static final String FIND_SCORE = "SELECT payment_id, payer, payee, amount_minor, currency, held, paid_at,"
            + " hold_until, score, decision, reasons, rules_version, scored_at,"
            + " model_version, model_score, shadow_version, shadow_score, shadow_decision"
            + " FROM scores WHERE slot = ? AND part IN (?, ?) AND payment_id = ?";
    private static final String FIND_FEATURES =
            "SELECT features FROM scores WHERE slot = ? AND part = ? AND payment_id = ?";
    private static final String FIND_EARLIER_FEATURES =
            "SELECT data FROM features WHERE slot = ? AND part = ? AND payment_id = ?";
    /** How long the first of some scores waits for others, to be written together. */
    private static final Duration PAUSE = Duration.ofMillis(1);

    private final Cassandra cassandra;
    private final GroupedWrites byPayment;

    public ScoreStore(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.byPayment = new GroupedWrites(cassandra, PAUSE);
    }

    /**
     * Writes scores and features by payment, each payment's as a whole: what a crash must not change any more. Waits while
     * Cassandra is away.
     */
    public Mono<Void> write(Collection<Scored> scored) {
        List<Cql> rows = new ArrayList<>(2 * scored.size());
        for (Scored one : scored) {
            rows.add(row(one.score()));
            Instant holdUntil = one.score().payment().holdUntil();
            if (holdUntil != null) {
                rows.add(hold(one.score().payment().id(), holdUntil));
            }
            ModelScores models = one.score().models();
            if (models != null) {
                rows.add(models(one.score().payment().id(), models));
            }
            rows.add(features(one));
        }
        return byPayment.write(rows);
    }

    public Mono<Score> find(UUID paymentId) {
        return cassandra
                .readOne(new Cql(
                        FIND_SCORE,
                        PaymentSlot.slot(paymentId),
                        PaymentSlot.WHOLE,
                        PaymentSlot.earlierPart(paymentId),
                        paymentId))
                .map(ScoreStore::score);
    }

    public Mono<Features> findFeatures(UUID paymentId) {
        long slot = PaymentSlot.slot(paymentId);
        return features(new Cql(FIND_FEATURES, slot, PaymentSlot.WHOLE, paymentId))
                .switchIfEmpty(
                        features(new Cql(FIND_EARLIER_FEATURES, slot, PaymentSlot.earlierPart(paymentId), paymentId)));
    }

    private Mono<Features> features(Cql query) {
        return cassandra.readOne(query).mapNotNull(row -> row.getByteBuffer(0)).map(ScoreStore::features);
    }

    /** As {@link #find}, waiting while Cassandra is away. */
    public Mono<Score> findPatiently(UUID paymentId) {
        return cassandra.patiently(find(paymentId));
    }

    private static Cql row(Score score) {
        Payment payment = score.payment();
        return new Cql(
                WRITE_SCORE,
                PaymentSlot.slot(payment.id()),
                PaymentSlot.WHOLE,
                payment.id(),
                payment.payer(),
                payment.payee(),
                payment.amountMinor(),
                payment.currency(),
                payment.held(),
                payment.at(),
                score.score(),
                score.decision().name(),
                ReasonsJson.write(score.reasons()),
                score.rulesVersion(),
                score.scoredAt());
    }

    /** By itself: of a payment that is none, nothing is to be written, not even that it is none. */
    private static Cql hold(UUID id, Instant until) {
        return new Cql(WRITE_HOLD, until, PaymentSlot.slot(id), PaymentSlot.WHOLE, id);
    }

    /** By itself, as what is said of holds. */
    private static Cql models(UUID id, ModelScores models) {
        FraudDecision shadow = models.shadowDecision();
        return new Cql(
                WRITE_MODELS,
                models.version(),
                models.score(),
                models.shadowVersion(),
                models.shadowScore(),
                shadow == null ? null : shadow.name(),
                PaymentSlot.slot(id),
                PaymentSlot.WHOLE,
                id);
    }

    private static @Nullable ModelScores models(Row row) {
        if (row.isNull("model_version")) {
            return null;
        }
        String shadow = row.getString("shadow_decision");
        return new ModelScores(
                row.getInt("model_version"),
                row.getDouble("model_score"),
                row.getInt("shadow_version"),
                row.getDouble("shadow_score"),
                shadow == null ? null : FraudDecision.valueOf(shadow));
    }

    private static Cql features(Scored scored) {
        UUID id = scored.score().payment().id();
        return new Cql(
                WRITE_FEATURES,
                ByteBuffer.wrap(scored.features().bytes()),
                PaymentSlot.slot(id),
                PaymentSlot.WHOLE,
                id);
    }

    private static Score score(Row row) {
        return new Score(
                new Payment(
                                Objects.requireNonNull(row.getUuid("payment_id")),
                                text(row, "payer"),
                                row.getString("payee"),
                                row.getLong("amount_minor"),
                                text(row, "currency"),
                                row.getBoolean("held"),
                                time(row, "paid_at"),
                                null,
                                null)
                        .reservedUntil(row.getInstant("hold_until")),
                row.getDouble("score"),
                FraudDecision.valueOf(text(row, "decision")),
                ReasonsJson.read(text(row, "reasons")),
                row.getInt("rules_version"),
                time(row, "scored_at"),
                models(row));
    }

    static Features features(ByteBuffer data) {
        byte[] bytes = new byte[data.remaining()];
        data.duplicate().get(bytes);
        return Features.of(bytes);
    }

    private static String text(Row row, String column) {
        return Objects.requireNonNull(row.getString(column), column);
    }

    private static Instant time(Row row, String column) {
        return Objects.requireNonNull(row.getInstant(column), column);
    }
}
