package io.groat.fraud.review;

import com.datastax.oss.driver.api.core.cql.Row;
import io.groat.cassandra.Cassandra;
import io.groat.cassandra.Cql;
import io.groat.event.ReviewOutcome;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reviews in Cassandra. A review's own row decides; the queue's row follows it, and where a crash came between the two
 * the next change of the review, or {@link #refresh}, brings it up to date.
 */
public final class ReviewStore {

    /** Days that the queue is listed for; holds have long been cancelled by then. */
    static final int DAYS = 7;

    /** So many are in memory at once. */
    private static final int MOST = 50_000;

    private static final int PARTS = 4;

    private static final String COLUMNS =
            "payment_id, version, status, payer, payee, amount_minor, currency, held, score,"
                    + " expected_loss, reason, created_at, due_at, assignee, lease_until, outcome, reviewer, label, note,"
                    + " resolved_at, announced";
    private static final String MARKS = "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?";
    private static final String OPEN = "INSERT INTO reviews (" + COLUMNS + ") VALUES (" + MARKS + ") IF NOT EXISTS";
    private static final String FIND = "SELECT * FROM reviews WHERE payment_id = ?";
    private static final String CHANGE = "UPDATE reviews SET version = ?, status = ?, assignee = ?, lease_until = ?,"
            + " outcome = ?, reviewer = ?, label = ?, note = ?, resolved_at = ?, announced = ? WHERE payment_id = ? IF version = ?";
    private static final String QUEUE =
            "INSERT INTO review_queue (day, part, " + COLUMNS + ") VALUES (?, ?, " + MARKS + ") USING TIMESTAMP ?";
    private static final String LIST = "SELECT * FROM review_queue WHERE day = ? AND part = ?";

    private final Cassandra cassandra;

    public ReviewStore(Cassandra cassandra) {
        this.cassandra = cassandra;
    }

    /** Puts it into the queue unless it is or was there. Waits while Cassandra is away. */
    Mono<Void> open(Review review) {
        return cassandra.patiently(cassandra
                .writeIf(new Cql(OPEN, values(review)))
                .flatMap(isNew -> isNew ? queue(review) : refresh(review.paymentId())));
    }

    public Mono<Review> find(UUID paymentId) {
        return cassandra.readOne(new Cql(FIND, paymentId)).map(ReviewStore::review);
    }

    /** Makes the change if the review still has the version before; whether it did. */
    Mono<Boolean> change(Review after) {
        return cassandra
                .writeIf(new Cql(
                        CHANGE,
                        after.version(),
                        after.resolved() ? "resolved" : "open",
                        after.assignee(),
                        after.leaseUntil(),
                        name(after.outcome()),
                        after.reviewer(),
                        after.label(),
                        after.note(),
                        after.resolvedAt(),
                        after.announced(),
                        after.paymentId(),
                        after.version() - 1))
                .flatMap(done -> done ? queue(after).thenReturn(true) : Mono.just(false));
    }

    /** Changes it, however often somebody is faster; empty when it is resolved by then, or there is none. */
    Mono<Review> changeUnresolved(UUID paymentId, UnaryOperator<Review> how) {
        return untilDecided(Mono.defer(() -> find(paymentId))
                .filter(review -> !review.resolved())
                .map(how)
                .flatMap(after -> change(after).map(done -> done ? Attempt.won(after) : Attempt.LOST))
                .defaultIfEmpty(Attempt.NOTHING_TO_DO));
    }

    /** Attempts one after the other, as a loop, for as long as they are lost. */
    static Mono<Review> untilDecided(Mono<Attempt> attempt) {
        return attempt.repeat().filter(one -> !one.lost()).next().flatMap(one -> Mono.justOrEmpty(one.after()));
    }

    /**
     * How a try to change a review ended.
     *
     * @param lost whether somebody else was faster
     * @param after the changed review; null when it was lost, or there was nothing to change
     */
    record Attempt(boolean lost, @Nullable Review after) {

        static final Attempt LOST = new Attempt(true, null);
        static final Attempt NOTHING_TO_DO = new Attempt(false, null);

        static Attempt won(Review after) {
            return new Attempt(false, after);
        }
    }

    /** Tries again while Cassandra is away. */
    <T> Mono<T> patiently(Mono<T> work) {
        return cassandra.patiently(work);
    }

    /** Those of the last days, the newest days first, in them in no order; of more than {@link #MOST} not all. */
    public Flux<Review> recent(Instant now) {
        LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
        List<Cql> parts = new ArrayList<>();
        for (int day = 0; day < DAYS; day++) {
            LocalDate of = today.minusDays(day);
            IntStream.range(0, PARTS).forEach(part -> parts.add(new Cql(LIST, of, (byte) part)));
        }
        return Flux.fromIterable(parts)
                .flatMapSequential(cassandra::read, PARTS * 2)
                .take(MOST)
                .map(ReviewStore::review);
    }

    Mono<Void> refresh(UUID paymentId) {
        return find(paymentId).flatMap(this::queue);
    }

    /** The version is the time of the write, so that an older one that comes late changes nothing. */
    private Mono<Void> queue(Review review) {
        Object[] key = {
            review.createdAt().atOffset(ZoneOffset.UTC).toLocalDate(),
            (byte) Math.floorMod(review.paymentId().hashCode(), PARTS)
        };
        List<@Nullable Object> values = new ArrayList<>(Arrays.asList(key));
        values.addAll(Arrays.asList(values(review)));
        values.add((long) review.version());
        Cql row = new Cql(QUEUE, values.toArray());
        return cassandra.write(review.version() == Review.FIRST_VERSION ? row.ofNewRow() : row);
    }

    private static @Nullable Object[] values(Review review) {
        return new @Nullable Object[] {
            review.paymentId(),
            review.version(),
            review.resolved() ? "resolved" : "open",
            review.payer(),
            review.payee(),
            review.amountMinor(),
            review.currency(),
            review.held(),
            review.score(),
            review.expectedLoss(),
            review.reason(),
            review.createdAt(),
            review.dueAt(),
            review.assignee(),
            review.leaseUntil(),
            name(review.outcome()),
            review.reviewer(),
            review.label(),
            review.note(),
            review.resolvedAt(),
            review.announced()
        };
    }

    private static @Nullable String name(@Nullable ReviewOutcome outcome) {
        return outcome == null ? null : outcome.name();
    }

    private static Review review(Row row) {
        String outcome = row.getString("outcome");
        return new Review(
                Objects.requireNonNull(row.getUuid("payment_id")),
                row.getInt("version"),
                "resolved".equals(row.getString("status")),
                Objects.requireNonNull(row.getString("payer")),
                row.getString("payee"),
                row.getLong("amount_minor"),
                Objects.requireNonNull(row.getString("currency")),
                row.getBoolean("held"),
                row.getDouble("score"),
                row.getDouble("expected_loss"),
                Objects.requireNonNull(row.getString("reason")),
                Objects.requireNonNull(row.getInstant("created_at")),
                Objects.requireNonNull(row.getInstant("due_at")),
                row.getString("assignee"),
                row.getInstant("lease_until"),
                outcome == null ? null : ReviewOutcome.valueOf(outcome),
                row.getString("reviewer"),
                row.getString("label"),
                row.getString("note"),
                row.getInstant("resolved_at"),
                row.getBoolean("announced"));
    }
}
