package io.groat.engine;

import io.groat.casework.MoneyCase;
import io.groat.db.Detached;
import io.groat.engine.RowSettling.Known;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import io.groat.settlement.Leg;
import io.groat.settlement.Outcome;
import io.groat.settlement.Settleable;
import io.groat.settlement.SettleableSource;
import io.groat.settlement.SettledItem;
import io.groat.settlement.Settlement;
import io.groat.settlement.Settlement.Status;
import io.groat.settlement.SettlementRow;
import io.groat.settlement.SettlementStore.Sum;
import io.groat.settlement.Transit;
import io.groat.settlement.TransitLine;
import io.groat.shard.ShardKey;
import io.groat.shard.Slots;
import io.groat.shard.SlottedId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes settlement files and books what their rows settle. All rows of a file are written down before one is booked; then
 * each is, once: who settles a thing is written down on its shard first, and its movements have keys made of the thing. So
 * any number of routers may work on a file, one that dies is followed by another, and a row that comes twice settles once.
 */
public final class SettlementEngine {

    private static final Logger LOG = LoggerFactory.getLogger(SettlementEngine.class);

    /** Rows worked on together, and how many of them at the same time. */
    private static final int PAGE = 200;

    private static final int AT_ONCE = 16;

    /** Files that a round begins. */
    private static final int FILES = 4;

    /** How long a router has a file to itself, beyond its last page; only that two don't do the same. */
    static final Duration LEASE = Duration.ofSeconds(5);

    private final ShardGateway shards;
    private final List<SettleableSource> sources;
    private final Set<String> gateways;
    private final RowSettling rows;
    private final InstantSource clock;

    /**
     * @param sources of what can be settled
     * @param gateways the names of those that settle
     */
    public SettlementEngine(
            ShardGateway shards, List<SettleableSource> sources, Collection<String> gateways, InstantSource clock) {
        this.shards = shards;
        this.sources = List.copyOf(sources);
        this.gateways = Set.copyOf(gateways);
        this.rows = new RowSettling(shards, sources, clock);
        this.clock = clock;
    }

    public boolean knows(String gateway) {
        return gateways.contains(gateway);
    }

    /**
     * Begins a settlement, or finds the one of that file. Where it is STORING then, its rows are to be {@linkplain #store
     * stored}, which does no harm twice, and it is to be {@linkplain #stored released}.
     */
    public Mono<Settlement> begin(SettlementUpload file) {
        Settlement begun = settlement(file, Status.STORING);
        return on(begun.id(), shard -> shard.settlements().add(begun))
                .flatMap(stands -> stands.status() == Status.FAILED
                        ? changed(stands, as(stands, file, Status.STORING, null), Status.FAILED)
                        : Mono.just(stands));
    }

    /** Remembers that a file can't be taken; one that was taken before stays as it is. */
    public Mono<Settlement> failed(SettlementUpload file) {
        Settlement failed = settlement(file, Status.FAILED);
        return on(failed.id(), shard -> shard.settlements().add(failed));
    }

    private Settlement settlement(SettlementUpload file, Status status) {
        Instant now = now();
        int slot = Slots.ofUser(file.gateway() + "/" + file.sha256());
        return new Settlement(
                SlottedId.create(SlottedId.Kind.SETTLEMENT, slot, now),
                file.gateway(),
                file.sha256(),
                file.name(),
                file.shape(),
                file.size(),
                file.rows(),
                status,
                file.faults(),
                file.takenBy(),
                now,
                status == Status.FAILED ? now : null,
                null);
    }

    private static Settlement as(Settlement known, SettlementUpload file, Status status, @Nullable Instant ended) {
        return new Settlement(
                known.id(),
                known.gateway(),
                known.sha256(),
                known.name(),
                file.shape(),
                known.size(),
                file.rows(),
                status,
                file.faults(),
                known.takenBy(),
                known.createdAt(),
                ended,
                null);
    }

    private static Settlement become(Settlement known, Status status, @Nullable Instant ended, @Nullable Instant work) {
        return new Settlement(
                known.id(),
                known.gateway(),
                known.sha256(),
                known.name(),
                known.shape(),
                known.size(),
                known.rows(),
                status,
                known.faults(),
                known.takenBy(),
                known.createdAt(),
                ended,
                work);
    }

    /** Writes rows of a settlement down that is STORING. */
    public Mono<Void> store(UUID id, List<SettlementRow> rows) {
        return on(id, shard -> shard.settlements().addRows(rows));
    }

    /** Lets its rows be booked: all are written down. Gives it as it stands then. */
    public Mono<Settlement> stored(Settlement settlement) {
        return changed(settlement, become(settlement, Status.POSTING, null, now()), Status.STORING);
    }

    private Mono<Settlement> changed(Settlement known, Settlement next, Status from) {
        return on(known.id(), shard -> shard.settlements().change(next, from)).flatMap(written -> get(known.id()));
    }

    /** The settlement of that id; empty when there is none. */
    public Mono<Settlement> find(UUID id) {
        return on(id, shard -> shard.settlements().find(id));
    }

    private Mono<Settlement> get(UUID id) {
        return find(id).switchIfEmpty(Mono.error(() -> notFound()));
    }

    public static RefusedException notFound() {
        return new RefusedException(Refused.of(Refusal.SETTLEMENT_NOT_FOUND, "id"));
    }

    /** A page of settlements, newest first; as {@link io.groat.settlement.SettlementStore#page}. */
    public Mono<List<Settlement>> page(
            @Nullable String gateway, @Nullable Status status, @Nullable UUID before, int limit) {
        return shards.onAll(shard -> shard.settlements().page(gateway, status, before, limit))
                .flatMapIterable(found -> found)
                .sort(Comparator.comparing(Settlement::id, TransferReader.ID_ORDER)
                        .reversed())
                .take(limit)
                .collectList();
    }

    /** A page of a file's rows; as {@link io.groat.settlement.SettlementStore#page}. */
    public Mono<List<SettlementRow>> rows(UUID id, @Nullable Outcome outcome, int after, int limit) {
        return on(id, shard -> shard.settlements().page(id, outcome, after, limit));
    }

    /** A file's rows by outcome and currency. */
    public Mono<List<Sum>> sums(UUID id) {
        return on(id, shard -> shard.settlements().sums(id));
    }

    /** A file's rows by bank transfer and currency: at most so many. */
    public Mono<List<Sum>> transfers(UUID id, int limit) {
        return on(id, shard -> shard.settlements().transfers(id, limit));
    }

    /** Who settles what stands under an id of ours: an order's payments, a payout and its return, a dispute. */
    public Mono<List<SettledItem>> settledOf(UUID id) {
        return shards.on(ShardKey.ofId(id), shard -> shard.settled().of(sources, id));
    }

    /** How the transit accounts of all gateways stand, each in each currency. Fails when a shard can't be asked. */
    public Mono<List<Transit>> transit() {
        return shards.onAll(shard -> shard.settled().transit(sources, now()))
                .flatMapIterable(lines -> lines)
                .collectList()
                .map(lines -> Transit.of(lines, named(lines)));
    }

    /** Those that are configured, and those that have something of ours. */
    private Set<String> named(List<TransitLine> lines) {
        Set<String> names = new TreeSet<>(gateways);
        lines.stream()
                .filter(line -> line.part() == TransitLine.Part.UNSETTLED)
                .map(TransitLine::source)
                .forEach(names::add);
        return names;
    }

    /** Works on files of one shard that are due; gives how many rows had an outcome. */
    public Mono<Long> round(int shard) {
        return shards.on(ShardKey.ofShard(shard), one -> one.settlements().due(now(), FILES))
                .flatMapIterable(due -> due)
                .concatMap(this::work)
                .reduce(0L, Long::sum);
    }

    /** Works on a file whose rows are written down; gives how many had an outcome. None where another works on it. */
    public Mono<Long> work(Settlement due) {
        return Detached.work(on(due.id(), shard -> shard.settlements().lease(due, now().plus(LEASE)))
                .flatMap(mine -> mine ? pages(due) : Mono.just(0L)));
    }

    /**
     * @param last the line of the last of its rows
     * @param left how many of its rows have no outcome yet
     */
    private record Page(int last, long worked, long left) {}

    private Mono<Long> pages(Settlement file) {
        return page(file, 0)
                .expand(page -> on(
                                file.id(),
                                shard -> shard.settlements()
                                        .renew(file.id(), now().plus(LEASE))
                                        .thenReturn(true))
                        .flatMap(renewed -> page(file, page.last())))
                .reduce(
                        new Page(0, 0, 0),
                        (sum, page) -> new Page(page.last(), sum.worked() + page.worked(), sum.left() + page.left()))
                .flatMap(sum -> (sum.left() > 0 ? Mono.just(file) : ended(file)).thenReturn(sum.worked()));
    }

    private Mono<Settlement> ended(Settlement file) {
        return changed(file, become(file, Status.DONE, now(), null), Status.POSTING);
    }

    /** Empty where there are no more rows. */
    private Mono<Page> page(Settlement file, int after) {
        return on(file.id(), shard -> shard.settlements().unworked(file.id(), after, PAGE))
                .filter(rows -> !rows.isEmpty())
                .flatMap(found -> rows.known(file.gateway(), found)
                        .flatMap(known -> Flux.fromIterable(found)
                                .flatMap(row -> settled(file.gateway(), row, known), AT_ONCE)
                                .collectList())
                        .flatMap(worked -> on(
                                        file.id(),
                                        shard -> shard.settlements()
                                                .worked(file.id(), worked)
                                                .thenReturn(true))
                                .thenReturn(new Page(
                                        found.get(found.size() - 1).line(),
                                        worked.size(),
                                        (long) found.size() - worked.size()))));
    }

    /** Empty where it could not be done now: it is tried again. */
    private Mono<SettlementRow> settled(String gateway, SettlementRow row, Known known) {
        return rows.settle(gateway, row, known).onErrorResume(failure -> {
            LOG.debug(
                    "Line {} of settlement {} is booked later: {}", row.line(), row.settlementId(), failure.toString());
            return Mono.empty();
        });
    }

    /** A row for which nothing was known before, once more; gives it as it became. */
    public Mono<SettlementRow> again(String gateway, UUID settlementId, int line) {
        return on(settlementId, shard -> shard.settlements().row(settlementId, line))
                .flatMap(row -> rows.known(gateway, List.of(row)).flatMap(known -> rows.settle(gateway, row, known)))
                .delayUntil(row -> on(
                        settlementId,
                        shard -> shard.settlements()
                                .worked(settlementId, List.of(row))
                                .thenReturn(true)));
    }

    /** Whether something is known by now of what a row is about. */
    public Mono<Boolean> isKnown(String gateway, UUID settlementId, int line) {
        return on(settlementId, shard -> shard.settlements().row(settlementId, line))
                .flatMap(row -> rows.known(gateway, List.of(row))
                        .map(known -> !known.of(row).isEmpty()))
                .defaultIfEmpty(false);
    }

    /** Moves what settles something that is claimed, and notes that; gives the first movement. */
    Mono<UUID> book(SettledItem claimed, Settleable item, List<Leg> legs) {
        return rows.book(claimed, item, legs);
    }

    /**
     * Opens cases for what one shard has that gateways have had for longer and not settled, though newer things are; gives how
     * many.
     */
    public Mono<Long> findMissing(int shard, Duration longer) {
        return Flux.fromIterable(gateways)
                .concatMap(gateway -> newest(gateway).flatMapMany(newest -> {
                    Instant before = earlier(newest, now().minus(longer));
                    return Flux.fromIterable(sources)
                            .concatMap(source -> shards.on(
                                    ShardKey.ofShard(shard),
                                    one -> one.settled().overdue(source, gateway, before, PAGE)))
                            .flatMapIterable(found -> found)
                            .concatMap(item -> on(
                                    item.id(), one -> one.cases().open(MoneyCase.ofMissingThere(item, newest, now()))));
                }))
                .count();
    }

    private Mono<Instant> newest(String gateway) {
        return shards.onAll(shard -> shard.settled().newest(gateway))
                .reduce((one, other) -> one.isAfter(other) ? one : other);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private <T> Mono<T> on(UUID id, Function<Shard, Mono<T>> work) {
        return shards.on(ShardKey.ofId(id), work);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
