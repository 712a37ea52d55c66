package io.groat.reconcile;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a check of the books found.
 *
 * @param balanced whether everything that must hold does
 * @param checkedAt the moment for which it is true
 */
public record Reconciliation(
        boolean balanced, List<ShardBooks> shards, List<ClearingPair> clearing, InFlight inFlight, Instant checkedAt) {

    /**
     * One shard by itself.
     *
     * @param entriesSumMinor sum of all entries by currency; zero where the books are right
     * @param differences accounts whose balance, number of entries or reserve isn't what entries and transfers say; at most 100
     * @param usages limits that have counted something else than was paid; at most 100
     */
    public record ShardBooks(
            int shard,
            boolean balanced,
            long accounts,
            long entries,
            Map<String, BigInteger> entriesSumMinor,
            List<Difference> differences,
            List<UsageDifference> usages) {}

    /**
     * A limit that has counted something else than its wallet paid.
     *
     * @param startsAt of the period
     * @param usedMinor what was counted
     * @param paidMinor what was paid and reserved
     * @param movements how many were counted
     * @param paid how many there were
     */
    public record UsageDifference(
            UUID accountId,
            String limit,
            Instant startsAt,
            long usedMinor,
            BigInteger paidMinor,
            long movements,
            long paid) {}

    /**
     * An account that doesn't agree with its entries.
     *
     * @param postedMinor the balance in its row
     * @param entriesSumMinor the sum of its entries
     * @param heldMinor what its row says is reserved
     * @param heldTransfersMinor the sum of the transfers that it holds money for
     */
    public record Difference(
            UUID accountId,
            String userId,
            String type,
            String currency,
            long postedMinor,
            BigInteger entriesSumMinor,
            long lastSeq,
            long entries,
            long heldMinor,
            BigInteger heldTransfersMinor) {}

    /**
     * Two shards' clearing accounts for each other. Their sum has to be what is on its way between them.
     *
     * @param balanceMinor sum of both accounts
     * @param inFlightMinor sum of the transfers that have left one and not reached the other
     */
    public record ClearingPair(
            int firstShard,
            int secondShard,
            String currency,
            boolean balanced,
            BigInteger balanceMinor,
            BigInteger inFlightMinor) {}

    /**
     * Transfers between shards that have left and not arrived.
     *
     * @param amountMinor by currency
     */
    public record InFlight(long count, Map<String, BigInteger> amountMinor) {}
}
