package io.groat.shard;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ids of accounts, transfers, holds and beneficiaries: UUID version 7 whose twelve rand_a bits are the owner's slot, so that an
 * id alone tells its shard. The last 24 bits say what the id names; a user id that happens to be a UUID is
 * therefore never taken for an account.
 *
 * <pre>
 * tttttttt-tttt-7sss-Vrrr-rrrrrrkkkkkk   t: Unix ms, s: slot, r: random, k: kind
 * </pre>
 *
 * Thirty-eight random bits stay for each millisecond and slot; the tables' primary keys refuse the collision
 * that is left.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-7">RFC 9562, UUID version 7</a>
 */
public final class SlottedId {

    /** What an id names; its tag stands in the id's last six hex digits. */
    public enum Kind {
        ACCOUNT(0xacc001),
        TRANSFER(0x7fe001),
        HOLD(0x401d01),
        BENEFICIARY(0xbe0e01),
        ORDER(0x04de01),
        PAYOUT(0x9a7001),
        DESTINATION(0xde5701),
        DISPUTE(0xd15901),
        CASE(0xca5e01),
        SETTLEMENT(0x5e7701);

        private final int tag;

        Kind(int tag) {
            this.tag = tag;
        }
    }

    private static final int TAG_BITS = 24;
    private static final long TAG_MASK = (1L << TAG_BITS) - 1;
    private static final long RANDOM_MASK = (1L << 38) - 1;
    private static final long VARIANT = 0b10L << 62;

    private SlottedId() {}

    /** A new id of that kind for an owner in that slot (0 … 4095). */
    public static UUID create(Kind kind, int slot, Instant now) {
        if (slot < 0 || slot >= Slots.COUNT) {
            throw new IllegalArgumentException("slot " + slot + " is not in 0 … " + (Slots.COUNT - 1));
        }
        long high = now.toEpochMilli() << 16 | 0x7000L | slot;
        long random = ThreadLocalRandom.current().nextLong() & RANDOM_MASK;
        return new UUID(high, VARIANT | random << TAG_BITS | kind.tag);
    }

    /**
     * The id of what follows on something, the same each time it is asked for.
     *
     * @param first the id of that on which it follows
     * @param place 1, 2, 3 … among all that do
     */
    public static UUID following(UUID first, int place, Kind kind, int slot, Instant now) {
        UUID made = create(kind, slot, now);
        long random = (first.getLeastSignificantBits() >>> TAG_BITS) + place & RANDOM_MASK;
        return new UUID(made.getMostSignificantBits(), VARIANT | random << TAG_BITS | kind.tag);
    }

    /** Whether the id is one of that kind. */
    public static boolean is(Kind kind, UUID id) {
        return id.version() == 7 && id.variant() == 2 && (id.getLeastSignificantBits() & TAG_MASK) == kind.tag;
    }

    /** The slot (0 … 4095) that the id carries. */
    public static int slotOf(UUID id) {
        return (int) (id.getMostSignificantBits() & 0xfff);
    }

    /** The millisecond at which the id was made. */
    public static Instant createdAt(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }

    /** The lowest id of any kind that could have been made at that millisecond: a bound for range scans. */
    public static UUID lowestAt(Instant at) {
        return new UUID(at.toEpochMilli() << 16, 0);
    }
}
