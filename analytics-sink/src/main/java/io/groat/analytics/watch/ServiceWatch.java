package io.groat.analytics.watch;

import io.groat.analytics.rounds.Rounds;
import io.groat.analytics.watch.HealthStore.Minute;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Asks services how they are, and remembers it minute by minute. Busy is not broken: a service is away when it refuses
 * connections or says nothing for as long as the limit, down when it says so. One that answers that it has no time just now
 * is as it was.
 */
public final class ServiceWatch {

    /** The pause between two questions to a service while somebody watches. */
    public static final Duration EVERY = Duration.ofSeconds(5);

    /** So many times longer while nobody watches. */
    private static final int UNWATCHED = 3;

    /** How often what was found is written while nothing changes. */
    private static final Duration WRITE_EVERY = Duration.ofSeconds(30);

    private final WebClient http;
    private final WatchSettings settings;
    private final HealthStore store;
    private final InstantSource clock;
    private final Viewers viewers;
    private final String ownName;
    private final Supplier<Map<String, Optional<String>>> ownTroubles;
    private final Duration every;
    private final Map<String, ServiceState> states = new ConcurrentHashMap<>();
    private final Map<String, Minute> minutes = new ConcurrentHashMap<>();
    /** Those of them that are not written as they are. */
    private final Map<String, Minute> unwritten = new ConcurrentHashMap<>();
    /** Minutes that are over and not written. */
    private final Queue<Minute> past = new ConcurrentLinkedQueue<>();

    private final Disposable.Swap asking = Disposables.swap();
    private volatile boolean changed = true;
    private Instant writtenAt = Instant.MIN;

    /**
     * @param ownName this service's
     * @param ownTroubles what is wrong with the things that this service depends on, by name
     * @param every the pause between two questions while somebody watches
     */
    public ServiceWatch(
            WebClient.Builder http,
            WatchSettings settings,
            HealthStore store,
            InstantSource clock,
            Viewers viewers,
            String ownName,
            Supplier<Map<String, Optional<String>>> ownTroubles,
            Duration every) {
        this.every = every;
        this.ownName = ownName;
        this.ownTroubles = ownTroubles;
        this.http = http.build();
        this.settings = settings;
        this.store = store;
        this.clock = clock;
        this.viewers = viewers;
    }

    /** Each by itself: one that hangs holds nobody else up. */
    void start() {
        List<Mono<Void>> all = new ArrayList<>();
        settings.services().forEach((name, address) -> all.add(Rounds.of(() -> round(ask(name, address)), every)));
        all.add(Rounds.of(() -> round(Mono.fromSupplier(this::own)), every));
        all.add(Rounds.of(() -> write().thenReturn(every), every));
        asking.update(Flux.merge(all).subscribe());
    }

    private Mono<Duration> round(Mono<ServiceState> question) {
        return question.doOnNext(this::took)
                .then(Mono.fromSupplier(() -> viewers.pause(every, every.multipliedBy(UNWATCHED))));
    }

    void stop() {
        asking.dispose();
    }

    /** As last found, by name. */
    public List<ServiceState> services() {
        return List.copyOf(new TreeMap<>(states).values());
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

    private Mono<ServiceState> ask(String name, String address) {
        return http.get()
                .uri(address + "/health")
                .exchangeToMono(answer -> answer.bodyToMono(JsonNode.class))
                .timeout(settings.limit())
                // A problem's status is a number: it answers, but has no time to say how it is.
                .filter(health -> health.path("status").isString())
                .map(health -> state(name, health.path("status").asString(), trouble(health), parts(health)))
                .onErrorResume(failure -> Mono.just(state(name, "AWAY", RouterWatch.reason(failure), Map.of())));
    }

    private ServiceState state(String name, String status, @Nullable String reason, Map<String, String> parts) {
        ServiceState before = states.get(name);
        Instant since = before != null && before.status().equals(status) ? before.since() : clock.instant();
        return new ServiceState(name, status, since, reason, parts);
    }

    private void took(ServiceState state) {
        ServiceState before = states.put(state.name(), state);
        if (before == null || before.isUp() != state.isUp()) {
            changed = true;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        minutes.compute(state.name(), (name, known) -> {
            boolean same = known != null && known.at().equals(now);
            if (known != null && !same && unwritten.containsKey(name)) {
                past.add(known);
            }
            int up = same ? known.up() : 0;
            int down = same ? known.down() : 0;
            Minute minute =
                    new Minute(now, name, up + (state.isUp() ? 1 : 0), down + (state.isUp() ? 0 : 1), state.reason());
            unwritten.put(name, minute);
            return minute;
        });
    }

    /** All services' minutes in one request. A store that is away costs the history of a minute, no more. */
    private Mono<Void> write() {
        Instant now = clock.instant();
        if (!changed && writtenAt.plus(WRITE_EVERY).isAfter(now)) {
            return Mono.empty();
        }
        changed = false;
        writtenAt = now;
        List<Minute> rows = new ArrayList<>();
        for (Minute minute = past.poll(); minute != null; minute = past.poll()) {
            rows.add(minute);
        }
        unwritten.forEach((name, minute) -> {
            rows.add(minute);
            unwritten.remove(name, minute);
        });
        return rows.isEmpty() ? Mono.empty() : store.write(rows).onErrorComplete();
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
