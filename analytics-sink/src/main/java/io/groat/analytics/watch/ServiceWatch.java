package io.groat.analytics.watch;

import io.groat.analytics.watch.HealthStore.Minute;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Asks services how they are, every five seconds, and remembers it minute by minute. */
public final class ServiceWatch {

    private static final Duration EVERY = Duration.ofSeconds(5);

    private final WebClient http;
    private final WatchSettings settings;
    private final HealthStore store;
    private final InstantSource clock;
    private final String ownName;
    private final Supplier<Map<String, Optional<String>>> ownTroubles;
    private final Map<String, ServiceState> states = new ConcurrentHashMap<>();
    private final Map<String, Minute> minutes = new ConcurrentHashMap<>();
    private final Disposable.Swap asking = Disposables.swap();

    /**
     * @param ownName this service's
     * @param ownTroubles what is wrong with the things that this service depends on, by name
     */
    public ServiceWatch(
            WebClient.Builder http,
            WatchSettings settings,
            HealthStore store,
            InstantSource clock,
            String ownName,
            Supplier<Map<String, Optional<String>>> ownTroubles) {
        this.ownName = ownName;
        this.ownTroubles = ownTroubles;
        this.http = http.build();
        this.settings = settings;
        this.store = store;
        this.clock = clock;
    }

    public void start() {
        asking.update(Flux.interval(Duration.ZERO, EVERY)
                .onBackpressureDrop()
                .concatMap(tick -> askAll(), 1)
                .subscribe());
    }

    public void stop() {
        asking.dispose();
    }

    /** As last found, by name. */
    public List<ServiceState> services() {
        return List.copyOf(new TreeMap<>(states).values());
    }

    private Mono<Void> askAll() {
        return Flux.fromIterable(settings.services().entrySet())
                .flatMap(service -> ask(service.getKey(), service.getValue()))
                .then(Mono.defer(() -> took(own())));
    }

    private ServiceState own() {
        Map<String, String> parts = new TreeMap<>();
        String reason = null;
        for (Map.Entry<String, Optional<String>> part : ownTroubles.get().entrySet()) {
            parts.put(part.getKey(), part.getValue().isEmpty() ? "UP" : "DOWN");
            reason = part.getValue().map(text -> part.getKey() + ": " + text).orElse(reason);
        }
        return state(ownName, reason == null ? "UP" : "DOWN", reason, parts);
    }

    private Mono<Void> ask(String name, String address) {
        return http.get()
                .uri(address + "/health")
                .exchangeToMono(answer -> answer.bodyToMono(JsonNode.class))
                .timeout(settings.limit())
                .map(health -> state(name, health.path("status").asString("DOWN"), trouble(health), parts(health)))
                .onErrorResume(failure -> Mono.just(state(name, "AWAY", RouterWatch.reason(failure), Map.of())))
                .flatMap(this::took);
    }

    private ServiceState state(String name, String status, @Nullable String reason, Map<String, String> parts) {
        ServiceState before = states.get(name);
        Instant since = before != null && before.status().equals(status) ? before.since() : clock.instant();
        return new ServiceState(name, status, since, reason, parts);
    }

    /** A store that is away costs the history of a minute, no more. */
    private Mono<Void> took(ServiceState state) {
        states.put(state.name(), state);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        Minute minute = minutes.compute(state.name(), (name, before) -> {
            boolean same = before != null && before.at().equals(now);
            int up = same ? before.up() : 0;
            int down = same ? before.down() : 0;
            return new Minute(now, name, up + (state.isUp() ? 1 : 0), down + (state.isUp() ? 0 : 1), state.reason());
        });
        return store.write(minute).onErrorComplete();
    }

    private static Map<String, String> parts(JsonNode health) {
        Map<String, String> parts = new TreeMap<>();
        health.path("parts")
                .properties()
                .forEach(part ->
                        parts.put(part.getKey(), part.getValue().path("status").asString("UNKNOWN")));
        return parts;
    }

    private static @Nullable String trouble(JsonNode health) {
        for (Map.Entry<String, JsonNode> part : health.path("parts").properties()) {
            if (!part.getValue().path("status").asString("UP").equals("UP")) {
                return part.getKey() + ": " + part.getValue().path("reason").asString("no reason given");
            }
        }
        for (JsonNode shard : health.path("shards")) {
            if (!shard.path("state").asString("UP").equals("UP")) {
                return "shard " + shard.path("shard").asInt() + ": "
                        + shard.path("state").asString("");
            }
        }
        return null;
    }
}
