package io.groat.account;

import io.groat.money.CurrencyCode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The accounts a shard keeps for itself in each currency it holds. Their ids follow from what they are, so
 * that no look-up is needed: UUID version 8, kind in the first field, peer shard in the second, currency in
 * the last.
 */
public final class SystemAccounts {

    // Part of ids that are stored: these never change.
    private static final int CLEARING = 1;
    private static final int FUNDING = 2;
    private static final int FEES = 3;
    private static final int SOURCE = 4;

    /** Bits of a source's hash in the two parts of an id that peers and currencies leave. */
    private static final int HIGH_BITS = 16;

    private static final int LOW_BITS = 38;
    private static final int CURRENCY_BITS = 24;

    private static final long VERSION_8 = 0x8000L;
    private static final long VARIANT = 0b10L << 62;

    private SystemAccounts() {}

    /** The account that stands for money on its way between this shard and the peer. */
    public static UUID clearing(int peerShard, CurrencyCode currency) {
        return id(CLEARING, peerShard, currency);
    }

    /** The account from which money enters the shard. */
    public static UUID funding(CurrencyCode currency) {
        return id(FUNDING, 0, currency);
    }

    /** The account of a source from which money enters the shard, and to which it leaves: see {@link FundingSource}. */
    static UUID funding(String source, CurrencyCode currency) {
        long hash = ByteBuffer.wrap(DigestUtils.sha256(source)).getLong();
        int high = (int) (hash >>> (Long.SIZE - HIGH_BITS));
        long low = hash & ((1L << LOW_BITS) - 1);
        UUID id = id(SOURCE, high, currency);
        return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() | low << CURRENCY_BITS);
    }

    /** The account that earns fees. */
    public static UUID fees(CurrencyCode currency) {
        return id(FEES, 0, currency);
    }

    /** All accounts that a shard needs before it can hold money in that currency, empty and open. */
    public static List<Account> forCurrency(int shard, int shardCount, CurrencyCode currency, Instant now) {
        List<Account> accounts = new ArrayList<>();
        accounts.add(account(AccountKind.FUNDING, "funding", funding(currency), currency, now));
        accounts.add(account(AccountKind.FEES, "fees", fees(currency), currency, now));
        for (int peer = 0; peer < shardCount; peer++) {
            if (peer != shard) {
                accounts.add(
                        account(AccountKind.CLEARING, "clearing-" + peer, clearing(peer, currency), currency, now));
            }
        }
        return accounts;
    }

    private static Account account(AccountKind kind, String type, UUID id, CurrencyCode currency, Instant now) {
        return Account.open(id, kind, "", type, currency, now);
    }

    private static UUID id(int kind, int peer, CurrencyCode currency) {
        long letters = 0;
        for (int i = 0; i < currency.code().length(); i++) {
            letters = letters << 8 | currency.code().charAt(i);
        }
        return new UUID((long) kind << 32 | (long) peer << 16 | VERSION_8, VARIANT | letters);
    }
}
