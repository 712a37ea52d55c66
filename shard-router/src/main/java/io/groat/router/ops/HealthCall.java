package io.groat.router.ops;

import io.groat.router.shard.ShardSample;
import io.groat.router.shard.ShardWatch;
import io.groat.web.access.Access;
import io.groat.web.health.ServiceIdentity;
import io.groat.web.health.ServiceView;
import io.groat.web.http.Answer;
import io.groat.web.http.Route;
import io.groat.web.shape.Doc;
import io.groat.web.shape.Flat;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Says whether the service can work, and on which shards. */
final class HealthCall {

    private final ShardWatch watch;
    private final int shardCount;
    private final ServiceIdentity identity;

    public HealthCall(ShardWatch watch, int shardCount, ServiceIdentity identity) {
        this.watch = watch;
        this.shardCount = shardCount;
        this.identity = identity;
    }

    public Route route() {
        return Route.get("/health", Access.PUBLIC)
                .named("operations", "getHealth", "Whether the service can work, and on which shards")
                .gives(200, HealthView.class, "UP on all shards, DEGRADED on some")
                .showing(ServiceView.example(identity, "UP"))
                .gives(503, HealthView.class, "No shard answers")
                .showing(ServiceView.example(identity, "DOWN"))
                .by(this::health);
    }

    private Mono<ServerResponse> health(ServerRequest request) {
        List<ShardSample> samples =
                IntStream.range(0, shardCount).mapToObj(watch::latest).toList();
        long up = samples.stream().filter(ShardSample::isUp).count();
        Health status = up == shardCount ? Health.UP : up > 0 ? Health.DEGRADED : Health.DOWN;
        return Answer.of(up > 0 ? 200 : 503, headers -> {}, view(status, samples));
    }

    /** Whether the service can work. */
    @Doc("Whether the service can work, and on which shards")
    record HealthView(
            @Doc("DEGRADED on some shards, DOWN on none") Health status,
            @Flat ServiceView service,
            List<ShardHealthView> shards) {}

    /** How well. */
    enum Health {
        UP,
        DEGRADED,
        DOWN
    }

    /** A shard. */
    record ShardHealthView(int shard, ShardSample.State state) {}

    private HealthView view(Health status, List<ShardSample> samples) {
        return new HealthView(
                status,
                ServiceView.of(identity),
                IntStream.range(0, samples.size())
                        .mapToObj(shard ->
                                new ShardHealthView(shard, samples.get(shard).state()))
                        .toList());
    }
}
