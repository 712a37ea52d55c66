package io.groat.notifier.inquiry;

import com.datastax.oss.driver.api.core.cql.Row;
import io.groat.cassandra.Cassandra;
import io.groat.cassandra.Cql;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Questions in Cassandra. An answer is written under the condition that there is none yet: of two one counts. */
final class InquiryStore {

    private static final String ASK = "INSERT INTO inquiries (payment_id, payer, payee, amount_minor, currency, score,"
            + " asked_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP 1";
    private static final String FIND = "SELECT * FROM inquiries WHERE payment_id = ?";
    private static final String ANSWER =
            "UPDATE inquiries SET own = ?, via = ?, answered_at = ? WHERE payment_id = ? IF own = null AND payer = ?";
    private static final String ANNOUNCED = "UPDATE inquiries SET announced = true WHERE payment_id = ? IF payer = ?";

    private final Cassandra cassandra;

    public InquiryStore(Cassandra cassandra) {
        this.cassandra = cassandra;
    }

    /** Puts it in, unless it is there. */
    Mono<Void> ask(Inquiry inquiry) {
        return cassandra.write(new Cql(
                ASK,
                inquiry.paymentId(),
                inquiry.payer(),
                inquiry.payee(),
                inquiry.amountMinor(),
                inquiry.currency(),
                inquiry.score(),
                inquiry.askedAt(),
                inquiry.expiresAt()));
    }

    Mono<Inquiry> find(UUID paymentId) {
        return cassandra.readOne(new Cql(FIND, paymentId)).map(InquiryStore::inquiry);
    }

    /** Writes the answer, unless there is one; whether there was none. */
    Mono<Boolean> answer(Inquiry inquiry, boolean own, String by, Instant at) {
        return cassandra.writeIf(new Cql(ANSWER, own, by, at, inquiry.paymentId(), inquiry.payer()));
    }

    Mono<Boolean> announced(Inquiry inquiry) {
        return cassandra.writeIf(new Cql(ANNOUNCED, inquiry.paymentId(), inquiry.payer()));
    }

    private static Inquiry inquiry(Row row) {
        return new Inquiry(
                Objects.requireNonNull(row.getUuid("payment_id")),
                Objects.requireNonNull(row.getString("payer")),
                row.getString("payee"),
                row.getLong("amount_minor"),
                Objects.requireNonNull(row.getString("currency")),
                row.getDouble("score"),
                Objects.requireNonNull(row.getInstant("asked_at")),
                Objects.requireNonNull(row.getInstant("expires_at")),
                row.isNull("own") ? null : row.getBoolean("own"),
                row.getString("via"),
                row.getInstant("answered_at"),
                row.getBoolean("announced"));
    }
}
