package io.groat.router.ops;

import io.groat.engine.Shards;
import io.groat.lane.LaneStatus;
import io.groat.router.shard.GuardedShards;
import io.groat.router.shard.ShardSample;
import io.groat.router.shard.ShardTotals;
import io.groat.router.shard.ShardWatch;
import io.groat.web.access.Access;
import io.groat.web.access.Role;
import io.groat.web.access.Scope;
import io.groat.web.http.Answer;
import io.groat.web.http.Route;
import io.groat.web.json.JsonWords;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.JsonGenerator;

/** Shows how each shard does, as seen from this router. One that does not answer is shown so and holds up no other. */
public final class ShardsCall {

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
        return Route.get("/v1/shards", Access.of(Scope.OPERATIONS, Role.OPERATOR, Role.ADMIN, Role.SERVICE), this::all);
    }

    private record View(
            int shard, ShardSample sample, @Nullable Long accounts) {}

    private Mono<ServerResponse> all(ServerRequest request) {
        int count = shards.all().size();
        return Flux.range(0, count)
                .flatMapSequential(this::view, count)
                .collectList()
                .flatMap(views -> Answer.ok(json -> write(json, views)));
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

    private void write(JsonGenerator json, List<View> views) {
        json.writeStartObject();
        json.writeNumberProperty("mapVersion", shards.map().version());
        json.writeArrayPropertyStart("shards");
        views.forEach(view -> write(json, view));
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(JsonGenerator json, View view) {
        ShardSample sample = view.sample();
        json.writeStartObject();
        json.writeNumberProperty("shard", view.shard());
        json.writeStringProperty("state", sample.state().name());
        JsonWords.text(json, "trouble", sample.trouble());
        json.writeStringProperty("breaker", guarded.state(view.shard()).name());
        Duration roundTrip = sample.roundTrip();
        json.writeName("roundTripMs");
        if (roundTrip == null) {
            json.writeNull();
        } else {
            json.writeNumber(Math.round(roundTrip.toNanos() / 10_000.0) / 100.0);
        }
        writeLane(json, shards.get(view.shard()).lane().status());
        JsonWords.number(json, "accounts", view.accounts());
        writeBacklog(
                json,
                "outbox",
                "waiting",
                sample.outbox() == null ? null : sample.outbox().events(),
                sample.outbox() == null ? null : sample.outbox().oldestAge());
        writeBacklog(
                json,
                "pending",
                "count",
                sample.pending() == null ? null : sample.pending().count(),
                sample.pending() == null ? null : sample.pending().oldestAge());
        json.writeEndObject();
    }

    private static void writeLane(JsonGenerator json, LaneStatus lane) {
        json.writeObjectPropertyStart("lane");
        json.writeNumberProperty("depth", lane.depth());
        json.writeNumberProperty("capacity", lane.capacity());
        json.writeNumberProperty("commands", lane.commands());
        json.writeNumberProperty("batches", lane.batches());
        json.writeNumberProperty(
                "meanBatchSize", lane.batches() == 0 ? 0 : Math.round(10.0 * lane.commands() / lane.batches()) / 10.0);
        json.writeNumberProperty("largestBatch", lane.largestBatch());
        json.writeEndObject();
    }

    private static void writeBacklog(
            JsonGenerator json, String name, String countName, @Nullable Long count, @Nullable Duration oldestAge) {
        json.writeObjectPropertyStart(name);
        JsonWords.number(json, countName, count);
        JsonWords.number(json, "oldestAgeMs", oldestAge == null ? null : oldestAge.toMillis());
        json.writeEndObject();
    }
}
