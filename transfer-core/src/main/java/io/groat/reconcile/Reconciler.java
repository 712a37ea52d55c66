package io.groat.reconcile;

import io.groat.db.ShardDatabase;
import io.groat.reconcile.BookRows.Clearing;
import io.groat.reconcile.BookRows.Pending;
import io.groat.reconcile.BookRows.Sum;
import io.groat.reconcile.Reconciliation.ShardBooks;
import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Checks that money is conserved: on every shard all entries sum to zero, every balance is the sum of its
 * entries and every reserve that of its held transfers, limits have counted what was paid, and between shards the clearing
 * accounts hold exactly what is on its way. Reads every entry, on
 * consistent snapshots; writers wait a few milliseconds while the snapshots are opened.
 */
public final class Reconciler {

    private final List<ShardDatabase> shards;
    private final InstantSource clock;
    private final AtomicReference<@Nullable Mono<Reconciliation>> running = new AtomicReference<>();

    public Reconciler(List<ShardDatabase> shards, InstantSource clock) {
        this.shards = shards;
        this.clock = clock;
    }

    /**
     * Checks now; who asks while a check runs gets that one's result. Fails when a shard can't be read, for then
     * nothing can be said.
     */
    public Mono<Reconciliation> check() {
        return Mono.defer(() -> {
            Mono<Reconciliation> mine = SnapshotCut.with(shards, this::read)
                    // Before anyone is told: who asks after an answer gets a check of its own.
                    .doOnTerminate(() -> running.set(null))
                    .cache();
            Mono<Reconciliation> other = running.compareAndExchange(null, mine);
            return other == null ? mine : other;
        });
    }

    private Mono<Reconciliation> read(SnapshotCut cut) {
        Instant checkedAt = clock.instant();
        return Flux.fromIterable(shards)
                .flatMapSequential(shard -> readShard(cut, shard.shard(), checkedAt), shards.size())
                .collectList()
                .flatMap(books -> arrived(cut, books).map(arrived -> conclude(books, arrived, checkedAt)));
    }

    /** What one shard says of itself and of its clearing. */
    private record Books(ShardBooks books, List<Clearing> clearing, List<Pending> pending) {}

    private static Mono<Books> readShard(SnapshotCut cut, int shard, Instant checkedAt) {
        var snapshot = cut.of(shard);
        // One connection takes one statement at a time.
        return BookRows.sums(snapshot)
                .flatMap(sums -> BookRows.differences(snapshot)
                        .flatMap(differences -> UsageRowsCheck.differences(snapshot, checkedAt)
                                .flatMap(usages -> BookRows.accounts(snapshot)
                                        .map(accounts -> shardBooks(shard, accounts, sums, differences, usages)))))
                .flatMap(books -> BookRows.clearing(snapshot)
                        .flatMap(clearing ->
                                BookRows.pending(snapshot, shard).map(pending -> new Books(books, clearing, pending))));
    }

    private static ShardBooks shardBooks(
            int shard,
            long accounts,
            List<Sum> sums,
            List<Reconciliation.Difference> differences,
            List<Reconciliation.UsageDifference> usages) {
        boolean zero = sums.stream().allMatch(sum -> sum.totalMinor().signum() == 0);
        return new ShardBooks(
                shard,
                zero && differences.isEmpty() && usages.isEmpty(),
                accounts,
                sums.stream().mapToLong(Sum::entries).sum(),
                sums.stream().collect(Collectors.toMap(Sum::currency, Sum::totalMinor)),
                differences,
                usages);
    }

    /** The pending transfers that have reached their payee; what is left is on its way. */
    private static Mono<Set<UUID>> arrived(SnapshotCut cut, List<Books> books) {
        Map<Integer, List<UUID>> byPayee = books.stream()
                .flatMap(shard -> shard.pending().stream())
                .collect(Collectors.groupingBy(
                        Pending::payeeShard, Collectors.mapping(Pending::id, Collectors.toList())));
        return Flux.fromIterable(byPayee.entrySet())
                .concatMap(entry -> BookRows.credited(cut.of(entry.getKey()), entry.getValue()))
                .collect(HashSet::new, Set::addAll);
    }

    private static Reconciliation conclude(List<Books> books, Set<UUID> arrived, Instant checkedAt) {
        List<Pending> onTheWay = books.stream()
                .flatMap(shard -> shard.pending().stream())
                .filter(pending -> !arrived.contains(pending.id()))
                .toList();
        ClearingTotals clearing = new ClearingTotals();
        books.forEach(shard -> shard.clearing()
                .forEach(account -> clearing.balance(shard.books().shard(), account)));
        onTheWay.forEach(clearing::inFlight);
        List<Reconciliation.ClearingPair> pairs = clearing.pairs();
        boolean balanced = books.stream().allMatch(shard -> shard.books().balanced())
                && pairs.stream().allMatch(Reconciliation.ClearingPair::balanced);
        return new Reconciliation(
                balanced,
                books.stream().map(Books::books).toList(),
                pairs,
                new Reconciliation.InFlight(onTheWay.size(), amounts(onTheWay)),
                checkedAt);
    }

    private static Map<String, BigInteger> amounts(List<Pending> transfers) {
        return transfers.stream()
                .collect(Collectors.toMap(
                        Pending::currency, pending -> BigInteger.valueOf(pending.amountMinor()), BigInteger::add));
    }
}
