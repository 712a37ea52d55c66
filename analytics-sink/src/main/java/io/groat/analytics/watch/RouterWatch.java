package io.groat.analytics.watch;

import io.groat.analytics.rounds.Rounds;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * What a router says of the shards: how they do, and now and then what they hold. Once a second while somebody looks, and
 * less often when the router takes its time: it then has better things to do.
 */
public final class RouterWatch {

    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration UNWATCHED_EVERY = Duration.ofSeconds(5);
    private static final Duration TOTALS_EVERY = Duration.ofSeconds(5);
    private static final Duration UNWATCHED_TOTALS_EVERY = Duration.ofMinutes(1);
    /** At most this part of the time a question of this is with the router. */
    private static final int ONE_IN = 10;

    private final WebClient http;
    private final WatchSettings settings;
    private final InstantSource clock;
    private final Viewers viewers;
    private final Disposable.Swap asking = Disposables.swap();
    private volatile List<Shard> shards = List.of();
    private volatile Map<Integer, Map<String, BigInteger>> balances = Map.of();
    private volatile Source source;
    private Instant totalsAt = Instant.MIN;

    /** @param credential by which services know each other */
    public RouterWatch(
            WebClient.Builder http, WatchSettings settings, String credential, InstantSource clock, Viewers viewers) {
        this.http = http.clone()
                .baseUrl(settings.router())
                .defaultHeaders(headers -> headers.setBearerAuth(credential))
                .build();
        this.settings = settings;
        this.clock = clock;
        this.viewers = viewers;
        this.source = Source.unknown(clock.instant());
    }

    void start() {
        asking.update(Rounds.of(this::round, UNWATCHED_EVERY).subscribe());
    }

    void stop() {
        asking.dispose();
    }

    /** As last told; of what the router could not say then, what it said before. */
    public List<Shard> shards() {
        return shards;
    }

    public Source source() {
        return source;
    }

    private Mono<Duration> round() {
        Instant begun = clock.instant();
        return ask().then(Mono.fromSupplier(() -> {
            Duration took = Duration.between(begun, clock.instant());
            Duration pause = viewers.pause(EVERY, UNWATCHED_EVERY);
            Duration longer = took.multipliedBy(ONE_IN);
            return longer.compareTo(pause) > 0 ? longer : pause;
        }));
    }

    private Mono<Void> ask() {
        Instant now = clock.instant();
        boolean totalsToo = totalsAt.plus(viewers.pause(TOTALS_EVERY, UNWATCHED_TOTALS_EVERY))
                .isBefore(now);
        return (totalsToo ? get("/analytics").doOnNext(this::tookTotals).then() : Mono.<Void>empty())
                .then(get("/v1/shards"))
                .doOnNext(this::tookShards)
                .doOnSuccess(done -> source = source.good(clock.instant()))
                .onErrorResume(failure -> {
                    source = source.bad(clock.instant(), reason(failure));
                    return Mono.empty();
                })
                .then();
    }

    private Mono<JsonNode> get(String path) {
        return http.get().uri(path).retrieve().bodyToMono(JsonNode.class).timeout(settings.limit());
    }

    private void tookTotals(JsonNode answer) {
        Map<Integer, Map<String, BigInteger>> found = new HashMap<>(balances);
        for (JsonNode shard : answer.path("shards")) {
            if (shard.path("answers").asBoolean(false)) {
                Map<String, BigInteger> sums = new HashMap<>();
                shard.path("sums").properties().forEach(sum -> sums.put(sum.getKey(), amount(sum.getValue())));
                found.put(shard.path("shard").asInt(), sums);
            }
        }
        balances = found;
        totalsAt = clock.instant();
    }

    private void tookShards(JsonNode answer) {
        Map<Integer, Shard> before = new HashMap<>();
        shards.forEach(shard -> before.put(shard.number(), shard));
        List<Shard> found = new ArrayList<>();
        for (JsonNode one : answer.path("shards")) {
            int number = one.path("shard").asInt();
            found.add(shard(number, one, before.get(number)).with(balances.getOrDefault(number, Map.of())));
        }
        shards = List.copyOf(found);
    }

    private static Shard shard(int number, JsonNode one, @Nullable Shard before) {
        Long accounts = number(one.path("accounts"));
        JsonNode roundTrip = one.path("roundTripMs");
        return new Shard(
                number,
                one.path("state").asString("UNKNOWN"),
                one.path("trouble").isString() ? one.path("trouble").asString() : null,
                one.path("breaker").asString("UNKNOWN"),
                roundTrip.isNumber() ? Double.valueOf(roundTrip.asDouble()) : null,
                one.path("lane").path("depth").asInt(0),
                accounts == null && before != null ? before.accounts() : accounts,
                number(one.path("outbox").path("waiting")),
                number(one.path("outbox").path("oldestAgeMs")),
                number(one.path("pending").path("count")),
                number(one.path("pending").path("oldestAgeMs")),
                Map.of());
    }

    private static @Nullable Long number(JsonNode node) {
        return node.isNumber() ? Long.valueOf(node.asLong()) : null;
    }

    private static BigInteger amount(JsonNode node) {
        return node.isString() ? new BigInteger(node.asString()) : node.bigIntegerValue();
    }

    static String reason(Throwable failure) {
        String text = String.valueOf(failure.getMessage());
        return text.length() > 200 ? text.substring(0, 200) : text;
    }
}
