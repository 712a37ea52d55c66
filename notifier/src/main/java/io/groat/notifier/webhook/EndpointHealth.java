package io.groat.notifier.webhook;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Whether endpoints work, and what is done with those that have not for long: they are switched off, and their owner told. */
final class EndpointHealth {

    private static final Logger LOG = LoggerFactory.getLogger(EndpointHealth.class);
    private static final int MOST = 10_000;

    private final EndpointStore store;
    private final Endpoints endpoints;
    private final WebhookSettings settings;
    private final BiFunction<Endpoint, String, Mono<Void>> tellOwner;
    private final InstantSource clock;
    /** Since when each fails, as far as it is known here; nothing of one that works. */
    private final Map<UUID, Optional<Instant>> known = new ConcurrentHashMap<>();

    /** @param tellOwner that it was switched off, and why */
    public EndpointHealth(
            EndpointStore store,
            Endpoints endpoints,
            WebhookSettings settings,
            BiFunction<Endpoint, String, Mono<Void>> tellOwner,
            InstantSource clock) {
        this.store = store;
        this.endpoints = endpoints;
        this.settings = settings;
        this.tellOwner = tellOwner;
        this.clock = clock;
    }

    Mono<Void> well(Endpoint endpoint) {
        return failingSince(endpoint.id())
                .flatMap(since -> since.isEmpty() ? Mono.empty() : note(endpoint.id(), Optional.empty()));
    }

    Mono<Void> ill(Endpoint endpoint) {
        return failingSince(endpoint.id()).flatMap(since -> {
            if (since.isEmpty()) {
                return note(endpoint.id(), Optional.of(clock.instant()));
            }
            return isTooLong(since.get()) ? look(endpoint) : Mono.empty();
        });
    }

    /** Another process may have found it well meanwhile. */
    private Mono<Void> look(Endpoint endpoint) {
        known.remove(endpoint.id());
        return failingSince(endpoint.id())
                .filter(since -> since.isPresent() && isTooLong(since.get()))
                .flatMap(since -> disable(endpoint, "it has failed since " + since.orElseThrow()));
    }

    private boolean isTooLong(Instant since) {
        return since.plus(settings.disableAfter()).isBefore(clock.instant());
    }

    /** Switches it off and tells its owner; once, whoever else does so too. */
    Mono<Void> disable(Endpoint endpoint, String why) {
        return store.find(endpoint.id())
                .filter(Endpoint::isEnabled)
                .flatMap(current -> store.change(current.disabled(why, clock.instant()))
                        .filter(done -> done)
                        .flatMap(done -> {
                            LOG.info("Webhook endpoint {} is switched off: {}", endpoint.id(), why);
                            return note(endpoint.id(), Optional.empty())
                                    .then(endpoints.look())
                                    .then(tellOwner.apply(current, why));
                        }));
    }

    private Mono<Optional<Instant>> failingSince(UUID id) {
        Optional<Instant> since = known.get(id);
        if (since != null) {
            return Mono.just(since);
        }
        return store.failingSince(id)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .doOnNext(found -> {
                    if (known.size() > MOST) {
                        known.clear();
                    }
                    known.put(id, found);
                });
    }

    private Mono<Void> note(UUID id, Optional<Instant> since) {
        known.put(id, since);
        return store.failing(id, since.orElse(null));
    }
}
