package io.groat.analytics.watch;

import io.groat.analytics.rounds.Rounds;
import io.groat.web.redis.RedisLink;
import io.lettuce.core.api.reactive.RedisReactiveCommands;
import java.time.Duration;
import java.time.InstantSource;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/** Whether Redis answers, as this service sees it. No figure depends on it. */
public final class RedisWatch {

    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration UNWATCHED_EVERY = Duration.ofSeconds(30);
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final RedisLink redis;
    private final InstantSource clock;
    private final Viewers viewers;
    private final Disposable.Swap asking = Disposables.swap();
    private volatile Source source;

    public RedisWatch(RedisLink redis, InstantSource clock, Viewers viewers) {
        this.redis = redis;
        this.clock = clock;
        this.viewers = viewers;
        this.source = Source.unknown(clock.instant());
    }

    public void start() {
        asking.update(Rounds.of(() -> ask().then(Mono.fromSupplier(() -> viewers.pause(EVERY, UNWATCHED_EVERY))), EVERY)
                .subscribe());
    }

    public void stop() {
        asking.dispose();
    }

    public Source source() {
        return source;
    }

    private Mono<Void> ask() {
        return redis.run(RedisReactiveCommands::ping)
                .timeout(LIMIT)
                .doOnNext(pong -> source = source.good(clock.instant()))
                .onErrorResume(failure -> {
                    source = source.bad(clock.instant(), RouterWatch.reason(failure));
                    return Mono.empty();
                })
                .then();
    }
}
