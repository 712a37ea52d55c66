package io.groat.engine;

import io.groat.shard.ShardKey;
import io.groat.transfer.CreditOutcome;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferFilter;
import io.groat.transfer.TransferStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads transfers. One whose payee's shard has decided is given as decided, even while its payer's shard has
 * still to write that down, so that whoever was told COMPLETED never reads PENDING afterwards.
 */
public final class TransferReader {

    /** Ids are compared as MySQL compares them: as bytes without a sign. */
    static final Comparator<UUID> ID_ORDER = (a, b) -> {
        int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    };

    private static final Comparator<Transfer> NEWEST_FIRST =
            Comparator.comparing(Transfer::id, ID_ORDER).reversed();

    private final ShardGateway gateway;

    /** @param gateway the way to the shards, with whatever guards stand before them */
    public TransferReader(ShardGateway gateway) {
        this.gateway = gateway;
    }

    /** The transfer of that id; empty when there is none. */
    public Mono<Transfer> find(UUID id) {
        return gateway.on(ShardKey.ofId(id), shard -> shard.transfers().find(id))
                .flatMap(found -> decided(List.of(found)).map(list -> list.get(0)));
    }

    /**
     * A page, newest first: of one user from the user's shard, of all from every shard. It ends early only where there is
     * no more.
     */
    public Mono<List<Transfer>> page(TransferFilter filter) {
        return piece(filter, 0)
                .expand(piece -> piece.rest() == null ? Mono.empty() : piece(piece.rest(), piece.sum()))
                .flatMapIterable(Piece::fitting)
                .take(filter.limit())
                .collectList();
    }

    /**
     * A part of a page.
     *
     * @param fitting those of what was read whose status, as decided, is the one asked for
     * @param rest what is left to read; null when that is nothing, or enough is found
     * @param sum how many fit so far
     */
    private record Piece(List<Transfer> fitting, @Nullable TransferFilter rest, int sum) {}

    private Mono<Piece> piece(TransferFilter filter, int before) {
        return stored(filter)
                .flatMap(found -> decided(found).map(decided -> {
                    List<Transfer> fitting = decided.stream()
                            .filter(transfer -> filter.status() == null || transfer.status() == filter.status())
                            .toList();
                    int sum = before + fitting.size();
                    boolean last = found.size() < filter.limit() || sum >= filter.limit();
                    return new Piece(
                            fitting,
                            last
                                    ? null
                                    : filter.after(found.get(found.size() - 1).id(), filter.limit()),
                            sum);
                }));
    }

    private Mono<List<Transfer>> stored(TransferFilter filter) {
        String user = filter.userId();
        Flux<List<Transfer>> pages = user == null
                ? gateway.onAll(shard -> shard.transfers().page(filter))
                : gateway.on(ShardKey.ofUser(user), shard -> shard.transfers().page(filter))
                        .flux();
        return pages.flatMapIterable(Function.identity())
                .sort(NEWEST_FIRST)
                .take(filter.limit())
                .collectList();
    }

    /** The same transfers, each PENDING one as its payee's shard has decided it, if that can be asked. */
    Mono<List<Transfer>> decided(List<Transfer> transfers) {
        Map<Integer, List<UUID>> open = transfers.stream()
                .filter(transfer -> transfer.status() == TransferStatus.PENDING)
                .collect(Collectors.groupingBy(
                        Transfer::payeeShard, Collectors.mapping(Transfer::id, Collectors.toList())));
        if (open.isEmpty()) {
            return Mono.just(transfers);
        }
        return Flux.fromIterable(open.entrySet())
                .filter(entry -> gateway.reachable(ShardKey.ofShard(entry.getKey())))
                .flatMap(
                        entry -> gateway.on(
                                        ShardKey.ofShard(entry.getKey()),
                                        shard -> shard.transfers().outcomes(entry.getValue()))
                                .onErrorReturn(List.of()),
                        ShardGateway.AT_ONCE)
                .flatMapIterable(Function.identity())
                .filter(CreditOutcome::credited)
                .collectMap(CreditOutcome::transferId)
                .map(outcomes -> transfers.stream()
                        .map(transfer -> {
                            CreditOutcome outcome = outcomes.get(transfer.id());
                            return outcome == null ? transfer : transfer.decided(outcome);
                        })
                        .toList());
    }
}
