package io.groat.router.ops;

import io.groat.reconcile.Reconciliation;
import io.groat.web.shape.Amount;
import io.groat.web.shape.Doc;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a check of the books found, as its readers get it. */
@Doc("What a check of all books found")
record ReconciliationView(
        boolean balanced,
        List<ShardBooksView> shards,
        List<ClearingPairView> clearing,
        InFlightView inFlight,
        Instant checkedAt) {

    /** The books of a shard. */
    record ShardBooksView(
            int shard,
            boolean balanced,
            long accounts,
            long entries,

            @Doc("By currency; zero each when the shard is balanced")
            Map<String, BigInteger> entriesSum,

            @Doc("Accounts that do not agree with their entries; at most 100")
            List<DifferenceView> differences,

            @Doc("Limits that have counted something else than was paid; at most 100")
            List<UsageDifferenceView> usages) {

        private static ShardBooksView of(Reconciliation.ShardBooks shard) {
            return new ShardBooksView(
                    shard.shard(),
                    shard.balanced(),
                    shard.accounts(),
                    shard.entries(),
                    shard.entriesSumMinor(),
                    shard.differences().stream().map(DifferenceView::of).toList(),
                    shard.usages().stream().map(UsageDifferenceView::of).toList());
        }
    }

    /** A limit that does not agree with what its wallet paid. */
    record UsageDifferenceView(
            UUID accountId,
            @Doc(example = "daily") String limit,
            @Doc("Of the period") Instant startsAt,
            @Doc("What was counted") @Amount(least = 0) long used,
            @Doc("What was paid and reserved") BigInteger paid,
            long usedMovements,
            long paidMovements) {

        private static UsageDifferenceView of(Reconciliation.UsageDifference difference) {
            return new UsageDifferenceView(
                    difference.accountId(),
                    difference.limit(),
                    difference.startsAt(),
                    difference.usedMinor(),
                    difference.paidMinor(),
                    difference.movements(),
                    difference.paid());
        }
    }

    /** An account that does not agree with its entries. */
    record DifferenceView(
            UUID accountId,
            @Doc(example = "alice") String userId,
            @Doc(example = "main") String type,
            @Doc(example = "EUR") String currency,
            @Amount long posted,
            BigInteger entriesSum,
            @Amount long held,
            BigInteger heldTransfersSum,
            long lastSeq,
            long entries) {

        private static DifferenceView of(Reconciliation.Difference difference) {
            return new DifferenceView(
                    difference.accountId(),
                    difference.userId(),
                    difference.type(),
                    difference.currency(),
                    difference.postedMinor(),
                    difference.entriesSumMinor(),
                    difference.heldMinor(),
                    difference.heldTransfersMinor(),
                    difference.lastSeq(),
                    difference.entries());
        }
    }

    /** Two shards' clearing accounts for each other. */
    record ClearingPairView(
            int firstShard,
            int secondShard,
            @Doc(example = "EUR") String currency,
            boolean balanced,
            BigInteger balance,
            BigInteger inFlight) {

        private static ClearingPairView of(Reconciliation.ClearingPair pair) {
            return new ClearingPairView(
                    pair.firstShard(),
                    pair.secondShard(),
                    pair.currency(),
                    pair.balanced(),
                    pair.balanceMinor(),
                    pair.inFlightMinor());
        }
    }

    /** Transfers that have left one shard and not arrived at another. */
    record InFlightView(long count, @Doc("By currency") Map<String, BigInteger> amount) {}

    static ReconciliationView of(Reconciliation found) {
        return new ReconciliationView(
                found.balanced(),
                found.shards().stream().map(ShardBooksView::of).toList(),
                found.clearing().stream().map(ClearingPairView::of).toList(),
                new InFlightView(found.inFlight().count(), found.inFlight().amountMinor()),
                found.checkedAt());
    }
}
