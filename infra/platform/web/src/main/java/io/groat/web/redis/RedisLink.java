package io.groat.web.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.reactive.RedisReactiveCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * The one connection to Redis that a service has. While Redis is away commands fail at once, and no more wait for
 * their answers than the settings allow: nothing piles up. The connection comes back by itself.
 */
public final class RedisLink implements AutoCloseable {

    /** Of a connection: a machine that has just started services takes its time. */
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    private static final Duration FOR_GOOD = Duration.ofDays(36_500);
    private static final Duration NEXT_TRY = Duration.ofMillis(500);
    private static final Duration SLOWEST_RECONNECT = Duration.ofSeconds(1);

    private final ClientResources resources;
    private final RedisClient client;
    private final Mono<StatefulRedisConnection<String, String>> connection;

    public RedisLink(RedisSettings settings) {
        this.resources = ClientResources.builder()
                .reconnectDelay(Delay.exponential(Duration.ofMillis(50), SLOWEST_RECONNECT, 2, TimeUnit.MILLISECONDS))
                .build();
        RedisURI.Builder uri = RedisURI.builder()
                .withHost(settings.host())
                .withPort(settings.port())
                .withSsl(settings.ssl().enabled())
                .withTimeout(settings.timeout());
        if (!settings.password().isEmpty()) {
            uri.withPassword(settings.password().toCharArray());
        }
        RedisURI address = uri.build();
        this.client = RedisClient.create(resources, address);
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(settings.queue())
                .socketOptions(
                        SocketOptions.builder().connectTimeout(CONNECT_LIMIT).build())
                .timeoutOptions(TimeoutOptions.enabled(settings.timeout()))
                .build());
        // A first connection that fails is tried again by whoever comes later; one that was made heals by itself.
        this.connection = Mono.fromFuture(
                        () -> client.connectAsync(StringCodec.UTF8, address).toCompletableFuture(), true)
                .cache(made -> FOR_GOOD, failure -> NEXT_TRY, () -> NEXT_TRY);
    }

    /**
     * Runs a command.
     *
     * @return its answer; fails with {@link RedisUnavailableException} when Redis doesn't give one in time
     */
    public <T> Mono<T> run(Function<RedisReactiveCommands<String, String>, Mono<T>> command) {
        return connection
                .flatMap(made -> command.apply(made.reactive()))
                .onErrorMap(RedisLink::isOutage, RedisUnavailableException::new);
    }

    /**
     * Runs a script.
     *
     * @param keys all keys that it touches; in a cluster they have to lie in one slot
     * @return the array that it answers, whole numbers as Long and texts as String
     */
    public Mono<List<Object>> run(RedisScript script, List<String> keys, List<String> values) {
        String[] keyArray = keys.toArray(String[]::new);
        String[] valueArray = values.toArray(String[]::new);
        return run(redis -> redis.<Object>evalsha(script.sha1(), ScriptOutputType.MULTI, keyArray, valueArray)
                .onErrorResume(
                        RedisNoScriptException.class,
                        unknown -> redis.eval(script.text(), ScriptOutputType.MULTI, keyArray, valueArray))
                .collectList()
                .map(RedisLink::flat));
    }

    /** Lettuce gives a script's array as one element or as many, by how it came. */
    private static List<Object> flat(List<Object> answer) {
        if (answer.size() == 1 && answer.get(0) instanceof List<?> inner) {
            return new ArrayList<>(inner);
        }
        return answer;
    }

    /** What a script says itself is no outage but a mistake of ours. */
    private static boolean isOutage(Throwable failure) {
        return !(failure instanceof RedisCommandExecutionException) || isLoading(failure);
    }

    private static boolean isLoading(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return message.startsWith("LOADING") || message.startsWith("OOM") || message.startsWith("MISCONF");
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // Its threads end in their own time.
    public void close() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        resources.shutdown(0, 2, TimeUnit.SECONDS);
    }
}
