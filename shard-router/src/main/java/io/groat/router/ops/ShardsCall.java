package io.groat.router.ops;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.groat.engine.Shards;
import io.groat.lane.LaneStatus;
import io.groat.outbox.OutboxStore;
import io.groat.router.shard.GuardedShards;
import io.groat.router.shard.ShardSample;
import io.groat.router.shard.ShardTotals;
import io.groat.router.shard.ShardWatch;
import io.groat.transfer.TransferStore;
import io.groat.web.access.Access;
import io.groat.web.access.Role;
import io.groat.web.access.Scope;
import io.groat.web.http.Answer;
import io.groat.web.http.Route;
import io.groat.web.shape.Doc;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Shows how each shard does, as seen from this router. One that does not answer is shown so and holds up no other. */
final class ShardsCall {

    private static final Duration TOTALS_LIMIT = Duration.ofMillis(500);

    private final Shards shards;
    private final GuardedShards guarded;
    private final ShardWatch watch;
    private final ShardTotals totals;

    public ShardsCall(Shards shards, GuardedShards guarded, ShardWatch watch, ShardTotals totals) {
        this.shards = shards;
        this.guarded = guarded;
        this.watch = watch;
        this.totals = totals;
    }

    public Route route() {
        return Route.get("/v1/shards", Access.of(Scope.OPERATIONS, Role.OPERATOR, Role.ADMIN, Role.SERVICE))
                .named("operations", "getShards", "How each shard does, as this router sees it")
                .gives(200, ShardsView.class, "All shards; one that does not answer within half a second is DOWN")
                .by(this::all);
    }

    private record View(
            int shard, ShardSample sample, @Nullable Long accounts) {}

    private Mono<ServerResponse> all(ServerRequest request) {
        int count = shards.all().size();
        return Flux.range(0, count)
                .flatMapSequential(this::view, count)
                .collectList()
                .flatMap(views -> Answer.ok(view(views)));
    }

    private Mono<View> view(int shard) {
        return watch.look(shard)
                .flatMap(sample ->
                        accounts(shard, sample).map(accounts -> new View(shard, sample, accounts.orElse(null))));
    }

    private Mono<Optional<Long>> accounts(int shard, ShardSample sample) {
        return sample.isUp()
                ? totals.of(shard)
                        .map(found -> found.map(ShardTotals.Totals::accountCount))
                        .timeout(TOTALS_LIMIT, Mono.just(Optional.empty()))
                : Mono.just(Optional.empty());
    }

    /** All shards. */
    @Doc("How the shards do, as this router sees them")
    record ShardsView(
            @Doc("The version of the map from slots to shards")
            long mapVersion,

            List<ShardView> shards) {}

    /** One of them. */
    record ShardView(
            int shard,
            ShardSample.State state,

            @Doc(value = "Why it is not UP", example = "it does not answer") @Nullable
            String trouble,

            CircuitBreaker.State breaker,

            @Doc(value = "The smallest statement", example = "0.42") @Nullable
            Double roundTripMs,

            LaneView lane,
            @Doc("Some seconds old at most") @Nullable Long accounts,
            OutboxView outbox,
            PendingView pending) {}

    /** This router's writer on the shard. */
    @Doc("This router's writer on the shard")
    record LaneView(
            @Doc("Commands waiting") int depth,
            int capacity,
            @Doc("Committed since the start") long commands,
            long batches,
            @Doc(example = "12.5") double meanBatchSize,
            int largestBatch) {

        private static LaneView of(LaneStatus lane) {
            return new LaneView(
                    lane.depth(),
                    lane.capacity(),
                    lane.commands(),
                    lane.batches(),
                    lane.batches() == 0 ? 0 : Math.round(10.0 * lane.commands() / lane.batches()) / 10.0,
                    lane.largestBatch());
        }
    }

    /** Events that are committed and not sent. */
    @Doc("Events that are committed and not sent, and the age of the oldest; null where it could not be read in time")
    record OutboxView(@Nullable Long waiting, @Nullable Long oldestAgeMs) {

        private static OutboxView of(OutboxStore.@Nullable Waiting outbox) {
            return outbox == null
                    ? new OutboxView(null, null)
                    : new OutboxView(outbox.events(), millis(outbox.oldestAge()));
        }
    }

    /** Transfers that are under way. */
    @Doc("Transfers that are under way, and the age of the oldest; null where it could not be read in time")
    record PendingView(@Nullable Long count, @Nullable Long oldestAgeMs) {

        private static PendingView of(TransferStore.@Nullable Pending pending) {
            return pending == null
                    ? new PendingView(null, null)
                    : new PendingView(pending.count(), millis(pending.oldestAge()));
        }
    }

    private static @Nullable Long millis(@Nullable Duration age) {
        return age == null ? null : Long.valueOf(age.toMillis());
    }

    private ShardsView view(List<View> views) {
        return new ShardsView(
                shards.map().version(), views.stream().map(this::view).toList());
    }

    private ShardView view(View view) {
        ShardSample sample = view.sample();
        Duration roundTrip = sample.roundTrip();
        return new ShardView(
                view.shard(),
                sample.state(),
                sample.trouble(),
                guarded.state(view.shard()),
                roundTrip == null ? null : Double.valueOf(Math.round(roundTrip.toNanos() / 10_000.0) / 100.0),
                LaneView.of(shards.get(view.shard()).lane().status()),
                view.accounts(),
                OutboxView.of(sample.outbox()),
                PendingView.of(sample.pending()));
    }
}
