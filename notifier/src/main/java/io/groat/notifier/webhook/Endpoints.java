package io.groat.notifier.webhook;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * All endpoints, in memory: read again at once after a change by this process, within a second of one by another. While there
 * is no other it is looked seldom.
 */
final class Endpoints {

    private static final Logger LOG = LoggerFactory.getLogger(Endpoints.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    /** Of looks, how many are left out while there is no other process. */
    private static final int SELDOM = 5;

    private final EndpointStore store;
    private final BooleanSupplier alone;
    private final Disposable.Swap looking = Disposables.swap();
    private volatile @Nullable Map<UUID, Endpoint> known;
    private volatile @Nullable UUID mark;

    /** @param alone whether there is no other process */
    public Endpoints(EndpointStore store, BooleanSupplier alone) {
        this.store = store;
        this.alone = alone;
    }

    void start() {
        looking.update(Flux.interval(Duration.ZERO, EVERY)
                .onBackpressureDrop()
                .filter(tick -> tick % SELDOM == 0 || known == null || !alone.getAsBoolean())
                .concatMap(tick -> look(), 1)
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, EVERY)
                        .doBeforeRetry(failed -> LOG.debug("Endpoints can't be read yet", failed.failure())))
                .subscribe());
    }

    void stop() {
        looking.dispose();
    }

    /** Whether any may want events that are told as that; null is wanted by none. */
    boolean mayWant(@Nullable String type) {
        Map<UUID, Endpoint> all = known;
        return type != null
                && (all == null || all.values().stream().anyMatch(one -> one.isEnabled() && one.wants(type)));
    }

    /** Those that an event of that type about those users goes to; waits until they are known. */
    Mono<List<Endpoint>> wanting(String type, Collection<String> users) {
        return all().map(all -> all.filter(Endpoint::isEnabled)
                .filter(endpoint -> endpoint.wants(type))
                .filter(endpoint -> endpoint.owner() == null || users.contains(endpoint.owner()))
                .toList());
    }

    Mono<List<Endpoint>> ofOwner(@Nullable String owner) {
        return store.all()
                .filter(endpoint -> owner == null || owner.equals(endpoint.owner()))
                .collectList();
    }

    /** As it is known; nothing when it is not there any more. */
    Mono<Endpoint> find(UUID id) {
        Map<UUID, Endpoint> all = known;
        Endpoint found = all == null ? null : all.get(id);
        return found == null ? store.find(id) : Mono.just(found);
    }

    /** Reads all again when something has changed. */
    Mono<Void> look() {
        return store.marked()
                .flatMap(found -> found.equals(mark) ? Mono.empty() : read(found))
                .switchIfEmpty(begin());
    }

    private Mono<Void> begin() {
        return Mono.fromRunnable(() -> {
            if (known == null) {
                known = Map.of();
            }
        });
    }

    private Mono<Void> read(UUID found) {
        return store.all()
                .collectMap(Endpoint::id)
                .doOnNext(all -> {
                    known = Map.copyOf(all);
                    mark = found;
                })
                .then();
    }

    private Mono<Stream<Endpoint>> all() {
        Map<UUID, Endpoint> all = known;
        return all == null ? look().then(Mono.defer(this::all)) : Mono.just(all.values().stream());
    }
}
