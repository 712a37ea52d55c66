package io.groat.notifier.alert;

import io.groat.event.Json;
import io.netty.channel.ChannelOption;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Asks services how they are, and this one too. A service that can work, though not on every shard, is up, and its shards
 * are for themselves; of the shards of one that does not answer nothing is known.
 *
 * <p>Trouble of a service that says that it has just started is no finding, and neither is any trouble as long as this one has
 * just started: what starts together waits for each other.
 *
 * <p>One that is busy is not down: it is given time to answer, and the questions have connections and a thread of their own,
 * so that they wait for nothing else that this process does.
 */
final class HealthWatch implements AutoCloseable {

    private static final int MOST_READ = 65_536;
    private static final int AT_ONCE = 8;

    private final Map<String, String> services;
    private final Duration limit;
    private final Duration startup;
    private final String ownName;
    private final Supplier<@Nullable String> ownTrouble;
    private final InstantSource clock;
    private final Instant startedAt;
    private final ConnectionProvider connections;
    private final LoopResources loops;
    private final HttpClient http;

    /**
     * @param ownName this service's
     * @param ownTrouble what is wrong with it; null when nothing is
     */
    public HealthWatch(
            AlertSettings settings, String ownName, Supplier<@Nullable String> ownTrouble, InstantSource clock) {
        this.services = settings.services();
        this.limit = settings.limit();
        this.startup = settings.startup();
        this.ownName = ownName;
        this.ownTrouble = ownTrouble;
        this.clock = clock;
        this.startedAt = clock.instant();
        this.connections = ConnectionProvider.create("health", AT_ONCE);
        this.loops = LoopResources.create("health", 1, true);
        this.http = HttpClient.create(connections).runOn(loops).option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                limit.toMillis());
    }

    @Override
    public void close() {
        connections.dispose();
        loops.dispose();
    }

    /** All that was found now; never fails. */
    Mono<List<HealthStatus>> look() {
        return Flux.fromIterable(services.entrySet())
                .flatMap(service -> ask(service.getKey(), service.getValue()), AT_ONCE)
                .concatWith(Mono.fromSupplier(this::own))
                .filter(found -> found.up() || !found.at().isBefore(startedAt.plus(startup)))
                .collectList();
    }

    private HealthStatus own() {
        @Nullable String trouble = ownTrouble.get();
        return new HealthStatus(ownName, null, trouble == null, trouble, clock.instant());
    }

    private Flux<HealthStatus> ask(String name, String address) {
        return http.get()
                .uri(address + "/health")
                .responseSingle((response, body) -> body.asByteArray())
                .timeout(limit)
                .filter(body -> body.length <= MOST_READ)
                .map(body -> statuses(name, new String(body, StandardCharsets.UTF_8), startup, clock.instant()))
                .defaultIfEmpty(List.of(down(name, "its answer is none")))
                .onErrorResume(failure -> Mono.just(List.of(down(name, reason(failure)))))
                .flatMapIterable(found -> found);
    }

    private HealthStatus down(String name, String why) {
        return new HealthStatus(name, null, false, why, clock.instant());
    }

    /**
     * What a service's answer says.
     *
     * @param startup how long after its start its trouble is none
     */
    static List<HealthStatus> statuses(String name, String body, Duration startup, Instant now) {
        JsonNode health;
        try {
            health = Json.MAPPER.readTree(body);
        } catch (JacksonException unreadable) {
            return List.of(new HealthStatus(name, null, false, "its answer is none", now));
        }
        String status = health.path("status").asString("none");
        boolean up = status.equals("UP") || status.equals("DEGRADED");
        List<HealthStatus> found = new ArrayList<>();
        found.add(new HealthStatus(name, null, up, up ? null : trouble(health, status), now));
        for (JsonNode shard : health.path("shards")) {
            String state = shard.path("state").asString("none");
            String part = "shard-" + shard.path("shard").asInt();
            found.add(new HealthStatus(
                    name, part, state.equals("UP"), state.equals("UP") ? null : "it is " + state, now));
        }
        if (isStarting(health, startup, now)) {
            found.removeIf(one -> !one.up());
        }
        return found;
    }

    private static boolean isStarting(JsonNode health, Duration startup, Instant now) {
        try {
            return now.isBefore(
                    Instant.parse(health.path("startedAt").asString("")).plus(startup));
        } catch (DateTimeParseException doesNotSay) {
            return false;
        }
    }

    private static String trouble(JsonNode health, String status) {
        for (Map.Entry<String, JsonNode> part : health.path("parts").properties()) {
            if (!part.getValue().path("status").asString("UP").equals("UP")) {
                return part.getKey() + ": " + part.getValue().path("reason").asString("no reason given");
            }
        }
        return "it says that it is " + status;
    }

    private static String reason(Throwable failure) {
        if (failure instanceof ConnectException) {
            return "nothing takes connections there";
        }
        if (failure instanceof TimeoutException) {
            return "it does not answer in time";
        }
        String text = failure.getMessage();
        return text == null ? failure.getClass().getSimpleName() : text;
    }
}
