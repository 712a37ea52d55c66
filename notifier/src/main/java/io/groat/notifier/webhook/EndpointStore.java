package io.groat.notifier.webhook;

import io.groat.cassandra.Cassandra;
import io.groat.cassandra.Cql;
import io.groat.event.Json;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Endpoints in Cassandra. Each change says so, for other processes to read them again. */
final class EndpointStore {

    private static final int PARTS = 8;
    private static final String ADD =
            "INSERT INTO endpoints (part, id, version, data) VALUES (?, ?, ?, ?) IF NOT EXISTS";
    private static final String CHANGE =
            "UPDATE endpoints SET version = ?, data = ? WHERE part = ? AND id = ? IF version = ?";
    private static final String DELETE = "DELETE FROM endpoints WHERE part = ? AND id = ? IF EXISTS";
    private static final String FIND = "SELECT data FROM endpoints WHERE part = ? AND id = ?";
    private static final String ALL = "SELECT data FROM endpoints WHERE part = ?";
    private static final String MARK = "INSERT INTO markers (name, mark) VALUES ('endpoints', ?)";
    private static final String MARKED = "SELECT mark FROM markers WHERE name = 'endpoints'";
    private static final String FAILING = "UPDATE endpoint_health SET failing_since = ? WHERE id = ?";
    private static final String FAILING_SINCE = "SELECT failing_since FROM endpoint_health WHERE id = ?";

    private final Cassandra cassandra;

    public EndpointStore(Cassandra cassandra) {
        this.cassandra = cassandra;
    }

    Mono<Void> add(Endpoint endpoint) {
        return cassandra
                .writeIf(new Cql(
                        ADD,
                        part(endpoint.id()),
                        endpoint.id(),
                        endpoint.version(),
                        Json.MAPPER.writeValueAsString(endpoint)))
                .then(mark());
    }

    /** Writes it if the version before is still there; whether it was. */
    Mono<Boolean> change(Endpoint after) {
        return cassandra
                .writeIf(new Cql(
                        CHANGE,
                        after.version(),
                        Json.MAPPER.writeValueAsString(after),
                        part(after.id()),
                        after.id(),
                        after.version() - 1))
                .flatMap(done -> mark().thenReturn(done));
    }

    Mono<Void> delete(UUID id) {
        return cassandra.writeIf(new Cql(DELETE, part(id), id)).then(mark());
    }

    Mono<Endpoint> find(UUID id) {
        return cassandra
                .readOne(new Cql(FIND, part(id), id))
                .mapNotNull(row -> row.getString("data"))
                .map(EndpointStore::endpoint);
    }

    Flux<Endpoint> all() {
        return Flux.range(0, PARTS)
                .concatMap(part -> cassandra.read(new Cql(ALL, part)), 1)
                .mapNotNull(row -> row.getString("data"))
                .map(EndpointStore::endpoint);
    }

    /** Another one after each change; nothing before the first. */
    Mono<UUID> marked() {
        return cassandra.readOne(new Cql(MARKED)).mapNotNull(row -> row.getUuid("mark"));
    }

    /** Since when it fails; nothing while it doesn't. */
    Mono<Instant> failingSince(UUID id) {
        return cassandra.readOne(new Cql(FAILING_SINCE, id)).mapNotNull(row -> row.getInstant("failing_since"));
    }

    Mono<Void> failing(UUID id, @Nullable Instant since) {
        return cassandra.write(new Cql(FAILING, since, id));
    }

    private Mono<Void> mark() {
        return cassandra.write(new Cql(MARK, UUID.randomUUID()));
    }

    private static Endpoint endpoint(String data) {
        return Json.MAPPER.readValue(data, Endpoint.class);
    }

    private static int part(UUID id) {
        return Math.floorMod(id.hashCode(), PARTS);
    }
}
