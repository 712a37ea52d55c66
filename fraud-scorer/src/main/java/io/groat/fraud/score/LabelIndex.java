package io.groat.fraud.score;

import com.datastax.oss.driver.api.core.cql.Row;
import io.groat.cassandra.Cassandra;
import io.groat.cassandra.Cql;
import io.groat.event.PaymentLabelled;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.LongStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What payments were found to be, by the day of the payment. Each of those who may say it has one word for a payment, so that
 * what is written again says the same.
 */
public final class LabelIndex {

    private static final String WRITE =
            "INSERT INTO payment_labels (day, payment_id, who, fraud, known_at) VALUES (?, ?, ?, ?, ?)";
    private static final String OF_DAY =
            "SELECT payment_id, who, fraud, known_at FROM payment_labels WHERE day = ? LIMIT ?";

    /**
     * That somebody has found out what a payment was.
     *
     * @param who analyst or payer
     */
    public record Label(UUID paymentId, String who, boolean fraud, Instant knownAt) {}

    private final Cassandra cassandra;

    public LabelIndex(Cassandra cassandra) {
        this.cassandra = cassandra;
    }

    public Mono<Void> put(PaymentLabelled label) {
        return cassandra.write(
                new Cql(WRITE, day(label.paymentId()), label.paymentId(), label.by(), label.fraud(), label.at()));
    }

    /** The same, waiting while Cassandra is away. */
    public Mono<Void> putPatiently(PaymentLabelled label) {
        return cassandra.patiently(put(label));
    }

    /** Those of payments of these days, the newest day first, a payment's one after the other; at most so many of a day. */
    public Flux<Label> between(LocalDate first, LocalDate last, int most) {
        return Flux.fromStream(() -> LongStream.rangeClosed(first.toEpochDay(), last.toEpochDay())
                        .map(day -> first.toEpochDay() + last.toEpochDay() - day)
                        .mapToObj(LocalDate::ofEpochDay))
                .concatMap(day -> cassandra.read(new Cql(OF_DAY, day, most)))
                .map(LabelIndex::label);
    }

    /** The day on which a payment was made: its id begins with the time. */
    static LocalDate day(UUID paymentId) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(PaymentSlot.millis(paymentId)), ZoneOffset.UTC);
    }

    private static Label label(Row row) {
        return new Label(
                Objects.requireNonNull(row.getUuid("payment_id")),
                Objects.requireNonNull(row.getString("who")),
                row.getBoolean("fraud"),
                Objects.requireNonNull(row.getInstant("known_at")));
    }
}
