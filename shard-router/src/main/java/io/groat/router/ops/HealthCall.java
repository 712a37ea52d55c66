package io.groat.router.ops;

import io.groat.router.shard.ShardSample;
import io.groat.router.shard.ShardWatch;
import io.groat.web.access.Access;
import io.groat.web.health.ServiceIdentity;
import io.groat.web.http.Answer;
import io.groat.web.http.Route;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.core.JsonGenerator;

/** Says whether the service can work, and on which shards. */
public final class HealthCall {

    private final ShardWatch watch;
    private final int shardCount;
    private final ServiceIdentity identity;

    public HealthCall(ShardWatch watch, int shardCount, ServiceIdentity identity) {
        this.watch = watch;
        this.shardCount = shardCount;
        this.identity = identity;
    }

    public Route route() {
        return Route.get("/health", Access.PUBLIC, this::health);
    }

    private Mono<ServerResponse> health(ServerRequest request) {
        List<ShardSample> samples =
                IntStream.range(0, shardCount).mapToObj(watch::latest).toList();
        long up = samples.stream().filter(ShardSample::isUp).count();
        String status = up == shardCount ? "UP" : up > 0 ? "DEGRADED" : "DOWN";
        return Answer.of(up > 0 ? 200 : 503, headers -> {}, json -> write(json, status, samples));
    }

    private void write(JsonGenerator json, String status, List<ShardSample> samples) {
        json.writeStartObject();
        json.writeStringProperty("status", status);
        identity.writeMembers(json);
        json.writeArrayPropertyStart("shards");
        for (int shard = 0; shard < samples.size(); shard++) {
            json.writeStartObject();
            json.writeNumberProperty("shard", shard);
            json.writeStringProperty("state", samples.get(shard).state().name());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
