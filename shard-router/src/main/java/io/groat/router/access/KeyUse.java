package io.groat.router.access;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Puts the first keys where they belong, and writes down once a minute which keys were used. That a key is used shows
 * when it is checked, so a busy one costs a write a minute; a minute's notes are lost with the router.
 */
final class KeyUse {

    private static final Logger LOG = LoggerFactory.getLogger(KeyUse.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final ApiKeyStore store;
    private final BootstrapKeys bootstrap;
    private final InstantSource clock;
    private final Set<String> used = ConcurrentHashMap.newKeySet();
    private Disposable.Composite work = Disposables.composite();

    public KeyUse(ApiKeyStore store, BootstrapKeys bootstrap, InstantSource clock) {
        this.store = store;
        this.bootstrap = bootstrap;
        this.clock = clock;
    }

    void note(String id) {
        used.add(id);
    }

    public void start() {
        work = Disposables.composite();
        bootstrap
                .all()
                .forEach(key -> work.add(store.insertIfAbsent(key)
                        .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE).maxBackoff(LONGEST_PAUSE))
                        .subscribe()));
        work.add(Flux.interval(PAUSE).concatMap(tick -> writeDown()).subscribe());
    }

    private Mono<Void> writeDown() {
        Set<String> ids = Set.copyOf(used);
        used.removeAll(ids);
        return store.used(ids, clock.instant()).onErrorResume(failure -> {
            LOG.debug("The use of {} keys was not written down: {}", ids.size(), failure.toString());
            return Mono.empty();
        });
    }

    public void stop() {
        work.dispose();
    }
}
