package io.groat.engine;

import io.groat.casework.CaseAction;
import io.groat.casework.CaseDecision;
import io.groat.casework.CaseKind;
import io.groat.casework.CaseStatus;
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
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What becomes of one row of a settlement file. Two things happen once: what the row is about is settled by the first that
 * has claimed it, and what reached the bank by the row is booked with that or by a decision on the row's case, never both.
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
     * What is known here of some rows.
     *
     * @param items by the gateway's id
     * @param cases of rows that have come before, by the row's key
     */
    record Known(Map<String, List<Settleable>> items, Map<String, List<MoneyCase>> cases) {

        List<Settleable> of(SettlementRow row) {
            return items.getOrDefault(row.providerId(), List.of());
        }

        List<MoneyCase> casesOf(SettlementRow row) {
            return cases.getOrDefault(row.rowKey(), List.of());
        }
    }

    /** Fails when a shard can't be asked: what it knows might be what a row is about. */
    Mono<Known> known(String gateway, List<SettlementRow> rows) {
        Set<String> ids = rows.stream().map(SettlementRow::providerId).collect(Collectors.toSet());
        Set<String> keys = rows.stream().map(SettlementRow::rowKey).collect(Collectors.toSet());
        Mono<List<Settleable>> items = shards.onAll(shard -> Flux.fromIterable(sources)
                        .concatMap(source -> source.find(shard.database(), gateway, ids))
                        .flatMapIterable(found -> found)
                        .collectList())
                .flatMapIterable(found -> found)
                .collectList();
        Mono<List<MoneyCase>> cases = shards.onAll(shard -> shard.cases().ofRows(gateway, keys))
                .flatMapIterable(found -> found)
                .collectList();
        return Mono.zip(
                items,
                cases,
                (all, open) -> new Known(
                        all.stream().collect(Collectors.groupingBy(Settleable::providerId)),
                        open.stream().collect(Collectors.groupingBy(MoneyCase::subject))));
    }

    Mono<SettlementRow> settle(String gateway, SettlementRow row, Known known) {
        Matching matching = Matching.of(row, known.of(row));
        Settleable item = matching.item();
        if (item == null) {
            return missing(gateway, row);
        }
        Optional<MoneyCase> booked =
                known.casesOf(row).stream().filter(RowSettling::isBooked).findFirst();
        if (booked.isPresent()) {
            return Mono.just(row.became(Outcome.DUPLICATE, null, booked.get().id()));
        }
        return Flux.fromIterable(known.casesOf(row))
                .filter(one -> isOver(one, row, matching.difference() == null))
                .concatMap(this::close)
                .then(Mono.defer(() -> settle(row, item, matching.difference())));
    }

    /** Whether somebody has decided what becomes of what reached the bank by the row. */
    private static boolean isBooked(MoneyCase one) {
        CaseDecision decision = one.decision();
        CaseAction action = decision == null ? null : decision.action();
        return action != null && action != CaseAction.CLOSE;
    }

    /** Whether a case that another row has opened waits for what is done now. */
    private static boolean isOver(MoneyCase one, SettlementRow row, boolean fits) {
        return one.status() == CaseStatus.OPEN && !isOf(one, row) && (fits || one.kind() == CaseKind.MISSING_HERE);
    }

    /** Before anything is booked: who decides on it at the same time then finds it closed. */
    private Mono<MoneyCase> close(MoneyCase open) {
        MoneyCase closed = open.settledItself("The row has come once more, and it is known by now", now());
        return on(open.id(), shard -> shard.cases().change(open, closed))
                .flatMap(written -> written
                        ? Mono.just(closed)
                        : Mono.error(new IllegalStateException("case " + open.id() + " is decided on just now")));
    }

    private Mono<SettlementRow> settle(SettlementRow row, Settleable item, @Nullable Difference difference) {
        if (difference == null) {
            return claim(row, item);
        }
        return difference.settles()
                ? on(item.id(), shard -> shard.settled().find(item.gateway(), item.subject()))
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
                return book(stands, item, legs(row, item))
                        .then(Mono.defer(() -> closeMissing(item)))
                        .thenReturn(row.became(Outcome.MATCHED, null, row.caseId()));
            }
            return stands.rowKey().equals(row.rowKey())
                    ? Mono.just(row.became(Outcome.DUPLICATE, null, row.caseId()))
                    : differs(row, item, Difference.SETTLED_BEFORE);
        });
    }

    private static List<Leg> legs(SettlementRow row, Settleable item) {
        return Leg.settling(item.gateway(), item.currency(), row.netMinor(), row.costMinor())
                .legs();
    }

    /** Moves what settles something that is claimed, and notes that; gives the first movement. */
    Mono<UUID> book(SettledItem claimed, Settleable item, List<Leg> legs) {
        return postings.move(item.id(), legs, leg -> SettlementKeys.settling(claimed, leg), item.subject())
                .delayUntil(made -> note(claimed, item))
                .switchIfEmpty(Mono.defer(() -> note(claimed, item)).then(Mono.empty()));
    }

    private Mono<Boolean> note(SettledItem claimed, Settleable item) {
        SettleableSource source =
                sources.stream().filter(one -> one.has(item.kind())).findFirst().orElseThrow();
        return on(
                item.id(),
                shard -> shard.settled().settled(claimed, source, now()).thenReturn(true));
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
        return on(about.id(), shard -> shard.cases().open(about))
                .map(stands -> isOf(stands, row)
                        ? row.became(outcome, reason, stands.id())
                        : row.became(Outcome.DUPLICATE, null, stands.id()));
    }

    private static boolean isOf(MoneyCase one, SettlementRow row) {
        return one.row() != null
                && one.row().settlementId().equals(row.settlementId())
                && one.row().line() == row.line();
    }

    private <T> Mono<T> on(UUID id, Function<Shard, Mono<T>> work) {
        return shards.on(ShardKey.ofId(id), work);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
