package io.groat.fraud.score;

import io.groat.cassandra.Cassandra;
import io.groat.cassandra.Cql;
import io.groat.fraud.payment.Payment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes what is listed of scores, behind them: all that came within a second goes in one write, whoever added it, so that
 * it costs a few partitions a second and not some a payment. Lists follow from the scores, and can be written again from
 * them: a crash before that leaves it to whoever takes what was not {@link #isWritten written}.
 */
public final class ScoreIndex {

    private static final String WRITE_PARTY =
            "INSERT INTO scores_of_party (day, bucket, party, role, payment_id, other,"
                    + " amount_minor, currency, score, decision, paid_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String WRITE_DAY =
            "INSERT INTO scores_by_day (day, hour, band, part, payment_id, payer, payee,"
                    + " amount_minor, currency, score, decision, paid_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final Duration EVERY = Duration.ofSeconds(1);
    /** Each request that waits for Cassandra's log is woken up at each sync of it. */
    private static final int REQUESTS_AT_ONCE = 8;
    /** With so many waiting, whoever would add more waits too. */
    private static final int MANY = 10_000;

    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final Function<List<Cql>, Mono<Void>> writes;
    private final Duration every;
    private List<Score> waiting = new ArrayList<>();
    private long added;
    private volatile long written;

    public ScoreIndex(Cassandra cassandra) {
        this(rows -> cassandra.patiently(cassandra.writeAll(rows, REQUESTS_AT_ONCE)), EVERY);
    }

    /** @param writes writes all of the rows, however long it takes */
    ScoreIndex(Function<List<Cql>, Mono<Void>> writes, Duration every) {
        this.writes = writes;
        this.every = every;
    }

    /** Takes scores to be listed; they are when the place that it answers {@link #isWritten is written}. */
    public synchronized long add(Collection<Score> scores) {
        waiting.addAll(scores);
        added += scores.size();
        return added;
    }

    /** Whether all that was added up to that place is durable. */
    public boolean isWritten(long place) {
        return place <= written;
    }

    /** Completes when more may be added. */
    public Mono<Void> room() {
        return Mono.defer(() -> hasRoom()
                ? Mono.empty()
                : Flux.interval(LOOK_EVERY).takeUntil(look -> hasRoom()).then());
    }

    /** Writes for as long as it is subscribed to. */
    public Mono<Void> run() {
        return Flux.interval(every)
                .onBackpressureDrop()
                .concatMap(tick -> writeWaiting(), 1)
                .then();
    }

    Mono<Void> writeWaiting() {
        return Mono.defer(this::writeNow);
    }

    private Mono<Void> writeNow() {
        List<Score> next;
        long place;
        synchronized (this) {
            if (waiting.isEmpty()) {
                return Mono.empty();
            }
            next = waiting;
            waiting = new ArrayList<>();
            place = added;
        }
        return writes.apply(rows(next))
                .doOnError(failure -> putBack(next))
                .then(Mono.fromRunnable(() -> written = place));
    }

    private synchronized void putBack(List<Score> unwritten) {
        waiting.addAll(0, unwritten);
    }

    private synchronized boolean hasRoom() {
        return waiting.size() < MANY;
    }

    private static List<Cql> rows(List<Score> scores) {
        List<Cql> rows = new ArrayList<>(3 * scores.size());
        for (Score score : scores) {
            Payment payment = score.payment();
            String payee = payment.payee();
            rows.add(party(score, payment.payer(), "payer", payee));
            if (payee != null) {
                rows.add(party(score, payee, "payee", payment.payer()));
            }
            rows.add(day(score, ScoreSlot.of(payment.at(), score.score(), payment.id())));
        }
        return rows;
    }

    private static Cql party(Score score, String party, String role, @Nullable String other) {
        Payment payment = score.payment();
        return new Cql(
                WRITE_PARTY,
                ScoreSlot.day(payment.at()),
                ScoreSlot.bucket(party),
                party,
                role,
                payment.id(),
                other,
                payment.amountMinor(),
                payment.currency(),
                score.score(),
                score.decision().name(),
                payment.at());
    }

    private static Cql day(Score score, ScoreSlot slot) {
        Payment payment = score.payment();
        return new Cql(
                WRITE_DAY,
                slot.day(),
                slot.hour(),
                slot.band(),
                slot.part(),
                payment.id(),
                payment.payer(),
                payment.payee(),
                payment.amountMinor(),
                payment.currency(),
                score.score(),
                score.decision().name(),
                payment.at());
    }
}
