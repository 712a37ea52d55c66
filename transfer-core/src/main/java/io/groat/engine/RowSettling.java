package io.groat.engine;

import io.groat.casework.MoneyCase;
import io.groat.settlement.Leg;
import io.groat.settlement.Matching;
import io.groat.settlement.Matching.Difference;
import io.groat.settlement.Outcome;
import io.groat.settlement.Settleable;
import io.groat.settlement.SettleableSource;
import io.groat.settlement.SettledItem;
import io.groat.settlement.SettlementKeys;
import io.groat.settlement.SettlementRow;
import io.groat.shard.ShardKey;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What becomes of one row of a settlement file: what it is about is found on all shards, claimed for it on its own, and
 * booked; else it is a case.
 */
final class RowSettling {

    private final ShardGateway shards;
    private final List<SettleableSource> sources;
    private final SourcePostings postings;
    private final InstantSource clock;

    RowSettling(ShardGateway shards, List<SettleableSource> sources, InstantSource clock) {
        this.shards = shards;
        this.sources = List.copyOf(sources);
        this.postings = new SourcePostings(shards, clock);
        this.clock = clock;
    }

    /**
     * What one shard knows.
     *
     * @param said whether it was asked
     */
    private record Found(List<Settleable> items, boolean said) {}

    /**
     * What is known here by the ids of some rows.
     *
     * @param complete whether all shards said so
     */
    record Known(Map<String, List<Settleable>> items, boolean complete) {

        static Known of(List<Found> shards) {
            return new Known(
                    shards.stream()
                            .flatMap(shard -> shard.items().stream())
                            .collect(Collectors.groupingBy(Settleable::providerId)),
                    shards.stream().allMatch(Found::said));
        }

        List<Settleable> of(SettlementRow row) {
            return items.getOrDefault(row.providerId(), List.of());
        }
    }

    /** What is known here by the ids of these rows. */
    Mono<Known> known(String gateway, List<SettlementRow> rows) {
        Set<String> ids = rows.stream().map(SettlementRow::providerId).collect(Collectors.toSet());
        return Flux.range(0, shards.shardCount())
                .flatMap(shard -> Flux.fromIterable(sources)
                        .concatMap(source -> shards.onDatabase(
                                ShardKey.ofShard(shard), database -> source.find(database, gateway, ids)))
                        .flatMapIterable(found -> found)
                        .collectList()
                        .map(found -> new Found(found, true))
                        .onErrorReturn(new Found(List.of(), false)))
                .collectList()
                .map(Known::of);
    }

    /** Books what a row settles, or opens a case of it; gives it with its outcome. */
    Mono<SettlementRow> settle(String gateway, SettlementRow row, Known known) {
        Matching matching = Matching.of(row, known.of(row));
        Settleable item = matching.item();
        if (item == null) {
            return known.complete()
                    ? missing(gateway, row)
                    : Mono.error(new IllegalStateException("a shard was not asked for " + row.providerId()));
        }
        Difference difference = matching.difference();
        if (difference == null) {
            return claim(row, item);
        }
        return difference.settles()
                ? on(item.id(), shard -> shard.settled().find(gateway, item.subject()))
                        .map(settled -> Difference.SETTLED_BEFORE)
                        .defaultIfEmpty(difference)
                        .flatMap(why -> differs(row, item, why))
                : differs(row, item, difference);
    }

    /** Of two rows about one thing, or a row and a decision, one settles it. */
    private Mono<SettlementRow> claim(SettlementRow row, Settleable item) {
        SettledItem mine = SettledItem.by(row, item, now());
        return on(item.id(), shard -> shard.settled().claim(mine)).flatMap(stands -> {
            if (stands.isBy(mine)) {
                return book(
                                stands,
                                item,
                                Leg.settling(item.gateway(), item.currency(), row.netMinor(), row.costMinor())
                                        .legs())
                        .then(Mono.defer(() -> closeMissing(item)))
                        .thenReturn(row.became(Outcome.MATCHED, null, row.caseId()));
            }
            return stands.rowKey().equals(row.rowKey())
                    ? Mono.just(row.became(Outcome.DUPLICATE, null, row.caseId()))
                    : differs(row, item, Difference.SETTLED_BEFORE);
        });
    }

    /** Moves what settles something that is claimed, and notes that; gives the first movement. */
    Mono<UUID> book(SettledItem claimed, Settleable item, List<Leg> legs) {
        return postings.move(item.id(), legs, leg -> SettlementKeys.settling(claimed, leg), item.subject())
                .delayUntil(made -> note(claimed, item))
                .switchIfEmpty(Mono.defer(() -> note(claimed, item)).then(Mono.empty()));
    }

    private Mono<Boolean> note(SettledItem claimed, Settleable item) {
        SettleableSource source = source(item);
        return on(
                item.id(),
                shard -> shard.settled().settled(claimed, source, now()).thenReturn(true));
    }

    private SettleableSource source(Settleable item) {
        return sources.stream().filter(one -> one.has(item.kind())).findFirst().orElseThrow();
    }

    /** What is settled is not missing there any more. */
    private Mono<Boolean> closeMissing(Settleable item) {
        return on(
                item.id(),
                shard -> shard.cases()
                        .findMissingThere(item.gateway(), item.subject())
                        .flatMap(open ->
                                shard.cases().change(open, open.settledItself("The gateway has settled it", now()))));
    }

    private Mono<SettlementRow> missing(String gateway, SettlementRow row) {
        return opened(row, MoneyCase.ofMissingHere(gateway, row, now()), Outcome.MISSING_HERE, null);
    }

    private Mono<SettlementRow> differs(SettlementRow row, Settleable item, Difference why) {
        return opened(row, MoneyCase.ofDifference(row, item, why, now()), Outcome.DIFFERS, why.name());
    }

    /** A case that another row has opened says that this one has come before. */
    private Mono<SettlementRow> opened(SettlementRow row, MoneyCase about, Outcome outcome, @Nullable String reason) {
        return on(about.id(), shard -> shard.cases().open(about)).map(stands -> {
            boolean mine = stands.row() != null
                    && stands.row().settlementId().equals(row.settlementId())
                    && stands.row().line() == row.line();
            return mine ? row.became(outcome, reason, stands.id()) : row.became(Outcome.DUPLICATE, null, stands.id());
        });
    }

    private <T> Mono<T> on(UUID id, Function<Shard, Mono<T>> work) {
        return shards.on(ShardKey.ofId(id), work);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
