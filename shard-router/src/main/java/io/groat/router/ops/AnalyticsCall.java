package io.groat.router.ops;

import io.groat.router.shard.ShardTotals;
import io.groat.router.shard.ShardTotals.Totals;
import io.groat.router.transfer.TransferMeters;
import io.groat.transfer.TransferStatus;
import io.groat.web.access.Access;
import io.groat.web.access.Role;
import io.groat.web.access.Scope;
import io.groat.web.http.Answer;
import io.groat.web.http.Route;
import io.groat.web.shape.Doc;
import io.groat.web.shape.Flat;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Live numbers: what this router has done since it started, and what the shards hold. */
final class AnalyticsCall {

    private static final String DONE_HERE = "transfers that this router made since it started, as it answered them";

    private final ShardTotals totals;
    private final TransferMeters meters;
    private final int shardCount;
    private final Instant startedAt;

    public AnalyticsCall(ShardTotals totals, TransferMeters meters, int shardCount, Instant startedAt) {
        this.totals = totals;
        this.meters = meters;
        this.shardCount = shardCount;
        this.startedAt = startedAt;
    }

    public Route route() {
        return Route.get(
                        "/analytics", Access.of(Scope.ANALYTICS, Role.OPERATOR, Role.ANALYST, Role.ADMIN, Role.SERVICE))
                .named("shorthand", "getAnalytics", "Live numbers")
                .gives(200, AnalyticsView.class, "At most some seconds old")
                .by(this::analytics);
    }

    private Mono<ServerResponse> analytics(ServerRequest request) {
        return Flux.range(0, shardCount)
                .flatMapSequential(totals::of, shardCount)
                .collectList()
                .flatMap(found -> Answer.ok(view(found)));
    }

    /** Live numbers. */
    @Doc("What this router did since it started, and what the shards hold, in all and one by one")
    record AnalyticsView(SinceStartView sinceStart, TotalView total, List<ShardTotalView> shards) {}

    /** What this router did. */
    record SinceStartView(
            @Doc(value = "What these numbers are", example = DONE_HERE)
            String what,

            Instant startedAt,
            long completed,
            long pending,
            long failed,
            long replayed,
            @Flat WaysView ways) {}

    /** What all shards hold. */
    record TotalView(
            @Doc("What these numbers are") String what,
            @Flat HeldView held) {}

    /** What one shard holds. */
    record ShardTotalView(
            int shard,
            @Doc("Whether it could be asked") boolean answers,
            @Flat @Nullable HeldView held) {

        private static ShardTotalView of(int shard, Optional<Totals> found) {
            return new ShardTotalView(
                    shard,
                    found.isPresent(),
                    found.map(totals -> HeldView.of(List.of(totals))).orElse(null));
        }
    }

    /** Accounts and transfers. */
    record HeldView(
            long accounts,

            @Doc("Money in accounts by currency, in minor units")
            Map<String, BigInteger> sums,

            long transfers,
            @Flat WaysView ways) {

        private static HeldView of(List<Totals> shards) {
            long transfers = shards.stream().mapToLong(Totals::transfers).sum();
            long cross = shards.stream().mapToLong(Totals::crossShard).sum();
            Map<String, BigInteger> sums = new TreeMap<>();
            shards.stream()
                    .flatMap(shard -> shard.accounts().stream())
                    .forEach(total ->
                            sums.merge(total.currency(), new BigInteger(total.postedMinor()), BigInteger::add));
            return new HeldView(
                    shards.stream().mapToLong(Totals::accountCount).sum(),
                    sums,
                    transfers,
                    WaysView.of(transfers - cross, cross));
        }
    }

    /** Which way transfers went. */
    record WaysView(
            long sameShard,
            long crossShard,
            @Doc(example = "0.75") double crossShardRatio) {

        private static WaysView of(long same, long cross) {
            return new WaysView(
                    same, cross, same + cross == 0 ? 0 : Math.round(1000.0 * cross / (same + cross)) / 1000.0);
        }
    }

    private AnalyticsView view(List<Optional<Totals>> shards) {
        List<ShardTotalView> each = IntStream.range(0, shards.size())
                .mapToObj(shard -> ShardTotalView.of(shard, shards.get(shard)))
                .toList();
        return new AnalyticsView(
                sinceStart(),
                new TotalView(
                        "accounts, their balances and all transfers in the shards' tables, at most "
                                + ShardTotals.MAX_AGE.toSeconds() + " s old; shards that do not answer are left out",
                        HeldView.of(shards.stream().flatMap(Optional::stream).toList())),
                each);
    }

    private SinceStartView sinceStart() {
        long same = 0;
        long cross = 0;
        for (TransferStatus status : List.of(TransferStatus.COMPLETED, TransferStatus.PENDING, TransferStatus.FAILED)) {
            same += meters.count(status, false);
            cross += meters.count(status, true);
        }
        return new SinceStartView(
                DONE_HERE,
                startedAt,
                count(TransferStatus.COMPLETED),
                count(TransferStatus.PENDING),
                count(TransferStatus.FAILED),
                meters.replayed(),
                WaysView.of(same, cross));
    }

    private long count(TransferStatus status) {
        return meters.count(status, false) + meters.count(status, true);
    }
}
