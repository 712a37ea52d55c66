package io.groat.fraud.score;

import com.datastax.oss.driver.api.core.cql.Row;
import io.groat.cassandra.Cassandra;
import io.groat.cassandra.Cql;
import io.groat.event.FraudDecision;
import io.groat.web.http.Cursor;
import io.groat.web.http.Page;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Lists of scores. Those of a party come by time, the newest first; those of all by hour, the newest first, in it by
 * tenths of the score, the highest first, and in those by time. A page may hold fewer than asked for, even none, and yet
 * have a next one: so many partitions are looked at for one page and no more.
 */
public final class ScoreLists {

    static final char LIST = 'S';

    private static final String OF_PARTY =
            "SELECT * FROM scores_of_party WHERE day = ? AND bucket = ? AND party = ? AND role = ? AND payment_id < ?";
    private static final String OF_PARTY_EARLIER =
            "SELECT * FROM scores_by_party WHERE party = ? AND role = ? AND month = ? AND payment_id < ?";
    private static final String OF_DAY =
            "SELECT * FROM scores_by_day WHERE day = ? AND hour = ? AND band = ? AND part = ?" + " AND payment_id < ?";
    private static final UUID LAST = new UUID(0xFFFF_FFFF_FFFF_7FFFL, -1L);
    private static final int SLOTS_A_PAGE = 2_000;
    private static final int SLOTS_AT_ONCE = 8;
    /** Days of a party, of which most hold nothing. */
    private static final int DAYS_AT_ONCE = 32;
    /** Days' numbers begin above those of months, which hold what was listed before there were days. */
    private static final long FIRST_DAY = 1_000_000;

    /** One partition to look at. */
    private record Slot(long number, Cql query) {}

    private record Found(long slot, ScoreLine line) {}

    private final Cassandra cassandra;

    public ScoreLists(Cassandra cassandra) {
        this.cassandra = cassandra;
    }

    Mono<Page<ScoreLine>> page(ScoreFilter filter, @Nullable Cursor after, int limit) {
        List<Slot> slots = filter.party() == null ? hours(filter, after) : days(filter, filter.party(), after);
        boolean more = slots.size() > SLOTS_A_PAGE;
        return find(more ? slots.subList(0, SLOTS_A_PAGE) : slots, filter)
                .take(limit + 1L)
                .collectList()
                .map(found -> page(found, limit, more ? slots.get(SLOTS_A_PAGE).number() : -1));
    }

    /** All of them, the newest first. */
    public Flux<ScoreLine> all(Instant from, Instant to) {
        ScoreFilter filter = new ScoreFilter(null, "payer", null, 0, from, to);
        return find(hours(filter, null), filter).map(Found::line);
    }

    /** All of a party, the newest first. */
    Flux<ScoreLine> of(String party, String role, Instant from, Instant to) {
        ScoreFilter filter = new ScoreFilter(party, role, null, 0, from, to);
        return find(days(filter, party, null), filter).map(Found::line);
    }

    private Flux<Found> find(List<Slot> slots, ScoreFilter filter) {
        return Flux.fromIterable(slots)
                .flatMapSequential(
                        slot -> cassandra.read(slot.query()).map(row -> new Found(slot.number(), line(row, filter))),
                        filter.party() == null ? SLOTS_AT_ONCE : DAYS_AT_ONCE,
                        64)
                .filter(found -> filter.takes(found.line()));
    }

    private static Page<ScoreLine> page(List<Found> found, int limit, long nextSlot) {
        List<ScoreLine> lines = found.stream().limit(limit).map(Found::line).toList();
        if (found.size() > limit) {
            Found last = found.get(limit - 1);
            return new Page<>(lines, new Cursor(LIST, last.line().paymentId(), last.slot()));
        }
        return new Page<>(lines, nextSlot < 0 ? null : new Cursor(LIST, LAST, nextSlot));
    }

    /** Numbers of days count from 1970, the higher the newer; after them come the months. */
    private static List<Slot> days(ScoreFilter filter, String party, @Nullable Cursor after) {
        long newest = ScoreSlot.day(filter.to()).toEpochDay();
        long oldest = ScoreSlot.day(filter.from()).toEpochDay();
        byte bucket = ScoreSlot.bucket(party);
        List<Slot> slots = new ArrayList<>();
        for (long day = after == null ? newest : Math.min(newest, after.seq() - FIRST_DAY); day >= oldest; day--) {
            UUID before = before(after, FIRST_DAY + day);
            Cql query = new Cql(OF_PARTY, LocalDate.ofEpochDay(day), bucket, party, filter.role(), before);
            slots.add(new Slot(FIRST_DAY + day, query));
        }
        slots.addAll(months(filter, party, after));
        return slots;
    }

    /** What was listed before there were days, of which all is newer. Numbers of months count from year 0. */
    private static List<Slot> months(ScoreFilter filter, String party, @Nullable Cursor after) {
        long newest = number(YearMonth.from(filter.to().atOffset(ZoneOffset.UTC)));
        long oldest = number(YearMonth.from(filter.from().atOffset(ZoneOffset.UTC)));
        List<Slot> slots = new ArrayList<>();
        for (long month = after == null ? newest : Math.min(newest, after.seq()); month >= oldest; month--) {
            int named = Math.toIntExact(month / 12 * 100 + month % 12 + 1);
            Cql query = new Cql(OF_PARTY_EARLIER, party, filter.role(), named, before(after, month));
            slots.add(new Slot(month, query));
        }
        return slots;
    }

    private static UUID before(@Nullable Cursor after, long slot) {
        return after != null && slot == after.seq() ? after.id() : LAST;
    }

    private static long number(YearMonth month) {
        return month.getYear() * 12L + month.getMonthValue() - 1;
    }

    /** A slot's number is made of the hour since 1970, the band and the part, in the order in which they are looked at. */
    private static List<Slot> hours(ScoreFilter filter, @Nullable Cursor after) {
        long newest = filter.to().minus(1, ChronoUnit.NANOS).getEpochSecond() / 3_600;
        long oldest = filter.from().getEpochSecond() / 3_600;
        long begin = after == null ? Long.MAX_VALUE : after.seq();
        int lowest = ScoreSlot.band(filter.minScore());
        List<Slot> slots = new ArrayList<>();
        for (long hour = newest; hour >= oldest && slots.size() <= SLOTS_A_PAGE; hour--) {
            for (int band = 9; band >= lowest; band--) {
                for (int part = ScoreSlot.parts(band) - 1; part >= 0; part--) {
                    long number = (hour * 10 + band) * ScoreSlot.LOW_PARTS + part;
                    if (number <= begin) {
                        slots.add(hour(hour, band, part, number, number == begin && after != null ? after.id() : LAST));
                    }
                }
            }
        }
        return slots;
    }

    private static Slot hour(long hour, int band, int part, long number, UUID before) {
        return new Slot(
                number,
                new Cql(
                        OF_DAY,
                        Instant.ofEpochSecond(hour * 3_600)
                                .atOffset(ZoneOffset.UTC)
                                .toLocalDate(),
                        (byte) (hour % 24),
                        (byte) band,
                        (byte) part,
                        before));
    }

    private static ScoreLine line(Row row, ScoreFilter filter) {
        boolean ofParty = filter.party() != null;
        boolean asPayee = ofParty && filter.role().equals("payee");
        String payer = ofParty ? row.getString(asPayee ? "other" : "party") : row.getString("payer");
        String payee = ofParty ? row.getString(asPayee ? "party" : "other") : row.getString("payee");
        return new ScoreLine(
                Objects.requireNonNull(row.getUuid("payment_id")),
                Objects.requireNonNull(payer),
                payee,
                row.getLong("amount_minor"),
                Objects.requireNonNull(row.getString("currency")),
                row.getDouble("score"),
                FraudDecision.valueOf(Objects.requireNonNull(row.getString("decision"))),
                Objects.requireNonNull(row.getInstant("paid_at")));
    }
}
