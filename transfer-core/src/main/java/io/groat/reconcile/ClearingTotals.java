package io.groat.reconcile;

import io.groat.reconcile.Reconciliation.ClearingPair;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sums up, for each two shards and currency, their clearing accounts and the transfers between them. */
final class ClearingTotals {

    private record Pair(int first, int second, String currency) {
        static Pair of(int one, int other, String currency) {
            return new Pair(Math.min(one, other), Math.max(one, other), currency);
        }
    }

    private record Sums(BigInteger balance, BigInteger inFlight) {
        Sums plus(Sums other) {
            return new Sums(balance.add(other.balance), inFlight.add(other.inFlight));
        }
    }

    private final Map<Pair, Sums> pairs = new HashMap<>();

    void balance(int shard, BookRows.Clearing account) {
        add(
                Pair.of(shard, account.peer(), account.currency()),
                new Sums(BigInteger.valueOf(account.postedMinor()), BigInteger.ZERO));
    }

    void inFlight(BookRows.Pending transfer) {
        add(
                Pair.of(transfer.payerShard(), transfer.payeeShard(), transfer.currency()),
                new Sums(BigInteger.ZERO, BigInteger.valueOf(transfer.amountMinor())));
    }

    List<ClearingPair> pairs() {
        return pairs.entrySet().stream()
                .map(entry -> {
                    Pair pair = entry.getKey();
                    Sums sums = entry.getValue();
                    return new ClearingPair(
                            pair.first(),
                            pair.second(),
                            pair.currency(),
                            sums.balance().equals(sums.inFlight()),
                            sums.balance(),
                            sums.inFlight());
                })
                .sorted(Comparator.comparing(ClearingPair::currency)
                        .thenComparing(ClearingPair::firstShard)
                        .thenComparing(ClearingPair::secondShard))
                .toList();
    }

    private void add(Pair pair, Sums sums) {
        pairs.merge(pair, sums, Sums::plus);
    }
}
