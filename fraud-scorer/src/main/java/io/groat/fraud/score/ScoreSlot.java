package io.groat.fraud.score;

import io.groat.fraud.payment.Hashes;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * The partition of scores_by_day in which a score is listed.
 *
 * @param hour 0 to 23, UTC
 * @param band tenth of the score, 0 to 9
 * @param part spreads low scores, which nearly all are, over several partitions, ten seconds after ten seconds
 */
record ScoreSlot(LocalDate day, byte hour, byte band, byte part) {

    /** Partitions of each of the bands below {@link #HIGH}. */
    static final int LOW_PARTS = 8;

    static final int HIGH = 5;

    /** At a hundred payments a second all day long one of a day's holds half a million rows, some 50 MB. */
    private static final int PARTY_BUCKETS = 32;

    public static ScoreSlot of(Instant paidAt, double score, UUID paymentId) {
        OffsetDateTime at = paidAt.atOffset(ZoneOffset.UTC);
        byte band = band(score);
        int part = band >= HIGH ? 0 : (int) (PaymentSlot.slot(paymentId) % LOW_PARTS);
        return new ScoreSlot(at.toLocalDate(), (byte) at.getHour(), band, (byte) part);
    }

    /** The band that a score lies in. */
    static byte band(double score) {
        return (byte) Math.max(0, Math.min(9, (int) Math.floor(score * 10 + 1e-9)));
    }

    static int parts(int band) {
        return band >= HIGH ? 1 : LOW_PARTS;
    }

    /** The day of scores_of_party. */
    static LocalDate day(Instant paidAt) {
        return paidAt.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    /** The bucket of scores_of_party that a party's are in. */
    static byte bucket(String party) {
        return (byte) Math.floorMod(Hashes.of(party), PARTY_BUCKETS);
    }
}
