package io.groat.fraud.score;

import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.uuid.Uuids;
import io.groat.cassandra.Cassandra;
import io.groat.cassandra.Cql;
import io.groat.event.PayerAnswered;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Who did what about a payment, and why. Nothing is ever changed in it. */
public final class DecisionLog {

    /**
     * One line.
     *
     * @param action claim, release, decision, note, cancelled, answered
     * @param outcome of a decision; of an answer, what is done with the payment if it is still held
     * @param label what the payment is held to be
     */
    public record Line(
            UUID paymentId,
            Instant at,
            String action,
            String who,
            @Nullable String outcome,
            @Nullable String label,
            @Nullable String note) {

        /** Whether it is what the payer said. */
        boolean isAnswer() {
            return action.equals(ANSWERED);
        }
    }

    private static final String ADD =
            "INSERT INTO decisions (payment_id, at, action, who, outcome, label, note) VALUES (?, ?, ?, ?, ?, ?, ?)";
    static final String ANSWERED = "answered";
    /** What an analyst, or a deadline, made of a payment. */
    static final String DECIDED = "decision";

    private static final String ALL = "SELECT * FROM decisions WHERE payment_id = ? LIMIT 500";

    private final Cassandra cassandra;

    public DecisionLog(Cassandra cassandra) {
        this.cassandra = cassandra;
    }

    public Mono<Void> add(
            UUID paymentId,
            String action,
            String who,
            @Nullable String outcome,
            @Nullable String label,
            @Nullable String note) {
        return cassandra.write(new Cql(ADD, paymentId, Uuids.timeBased(), action, who, outcome, label, note));
    }

    /** The same of what can be added again, after a crash, and then is no other line. */
    public Mono<Void> addOnce(
            Instant at,
            UUID paymentId,
            String action,
            String who,
            @Nullable String outcome,
            @Nullable String label,
            @Nullable String note) {
        UUID moment = Uuids.startOf(at.toEpochMilli());
        return cassandra.write(new Cql(ADD, paymentId, moment, action, who, outcome, label, note));
    }

    /** What the payer said. Once, however often it comes; waits while Cassandra is away. */
    public Mono<Void> addAnswer(PayerAnswered answer) {
        // The end of the millisecond, whose beginning may be a decision's.
        UUID moment = Uuids.endOf(answer.at().toEpochMilli());
        Cql line = new Cql(
                ADD,
                answer.paymentId(),
                moment,
                ANSWERED,
                "payer:" + answer.by(),
                answer.consequence().name(),
                answer.label(),
                null);
        return cassandra.patiently(cassandra.write(line));
    }

    /** The oldest first. */
    public Flux<Line> of(UUID paymentId) {
        return cassandra.read(new Cql(ALL, paymentId)).map(DecisionLog::line);
    }

    private static Line line(Row row) {
        return new Line(
                Objects.requireNonNull(row.getUuid("payment_id")),
                Instant.ofEpochMilli(Uuids.unixTimestamp(Objects.requireNonNull(row.getUuid("at")))),
                Objects.requireNonNull(row.getString("action")),
                Objects.requireNonNull(row.getString("who")),
                row.getString("outcome"),
                row.getString("label"),
                row.getString("note"));
    }
}
