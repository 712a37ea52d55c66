package io.groat.router.gateway;

import io.groat.engine.DisputeEngine;
import io.groat.engine.OrderEngine;
import io.groat.engine.PayoutEngine;
import io.groat.engine.PayoutSteps;
import io.groat.engine.Shard;
import io.groat.engine.ShardGateway;
import io.groat.order.GatewayEvent;
import io.groat.order.Order;
import io.groat.payout.Payout;
import io.groat.router.gateway.GatewayAdapter.Told;
import io.groat.shard.ShardKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.concurrent.Queues;

/**
 * Works off what gateways have told. What came just now is worked off at once, as far as there is room; what is left then,
 * since the router died or a shard was away, is found in the inboxes, round after round. Any number of routers may do so at
 * once, for what follows from it is done once.
 */
final class InboxWork {

    private static final Logger LOG = LoggerFactory.getLogger(InboxWork.class);
    private static final int AT_ONCE = 16;
    private static final int WAITING = 8_192;
    private static final int PAGE = 500;
    private static final int MOST_DOUBLED = 3;

    /** After which nobody will know any more what it was about. */
    private static final int TRIES = 40;

    /** How long what came just now is left to the router that it came to. */
    static final Duration OWN = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration FORGET_PAUSE = Duration.ofMinutes(10);

    private final Map<String, GatewayAdapter> gateways;
    private final OrderEngine orders;
    private final PayoutEngine payouts;
    private final PayoutSteps steps;
    private final DisputeEngine disputes;
    private final ShardGateway shards;
    private final InstantSource clock;
    private final Duration keep;
    private final Sinks.Many<GatewayEvent> fresh = Sinks.many()
            .unicast()
            .onBackpressureBuffer(Queues.<GatewayEvent>get(WAITING).get());
    private final AtomicInteger idle = new AtomicInteger();
    private final AnswerPace pace = new AnswerPace(System::nanoTime);
    private final Disposable.Composite running = Disposables.composite();

    InboxWork(
            Map<String, GatewayAdapter> gateways,
            OrderEngine orders,
            PayoutEngine payouts,
            PayoutSteps steps,
            DisputeEngine disputes,
            ShardGateway shards,
            InstantSource clock,
            Duration keep) {
        this.gateways = gateways;
        this.orders = orders;
        this.payouts = payouts;
        this.steps = steps;
        this.disputes = disputes;
        this.shards = shards;
        this.clock = clock;
        this.keep = keep;
    }

    void start() {
        // What has waited too long is the rounds' by now.
        running.add(fresh.asFlux()
                .filter(event -> clock.instant().isBefore(event.receivedAt().plus(OWN)))
                .flatMap(this::work, AT_ONCE)
                .subscribe());
        running.add(Mono.defer(this::round)
                .doOnNext(found -> idle.updateAndGet(rounds -> found > 0 ? 0 : Math.min(rounds + 1, MOST_DOUBLED)))
                .onErrorResume(failure -> {
                    LOG.debug("A round through the inboxes failed: {}", failure.toString());
                    return Mono.empty();
                })
                .repeatWhen(rounds -> rounds.concatMap(round -> Mono.delay(PAUSE.multipliedBy(1L << idle.get()))))
                .subscribe());
        running.add(Flux.interval(FORGET_PAUSE)
                .onBackpressureDrop()
                .concatMap(tick -> shards.onAll(
                                shard -> shard.inbox().forget(clock.instant().minus(keep), PAGE))
                        .then()
                        .onErrorComplete())
                .subscribe());
    }

    void stop() {
        running.dispose();
    }

    /**
     * Puts down what a gateway tells; false when it stood there. Once that is done it will be worked off, whatever happens.
     */
    Mono<Boolean> take(String gateway, String eventId, String body) {
        Instant now = now();
        GatewayEvent event = new GatewayEvent(gateway, eventId, body, now, 0, now.plus(OWN));
        long begin = System.nanoTime();
        return on(event, shard -> shard.inbox().add(event)).doOnNext(added -> {
            if (added) {
                pace.took(System.nanoTime() - begin);
                offer(event);
            }
        });
    }

    /** Where there is no room the rounds find it. */
    private synchronized void offer(GatewayEvent event) {
        fresh.tryEmitNext(event);
    }

    /** Works off once what is due in all inboxes; gives how many there were. */
    Mono<Long> round() {
        Instant now = now();
        return shards.onAll(shard -> shard.inbox().due(now, PAGE))
                .flatMapIterable(due -> due)
                .flatMap(this::work, AT_ONCE)
                .count();
    }

    private Mono<Boolean> work(GatewayEvent event) {
        return pace.room()
                .then(Mono.defer(
                        () -> told(event).map(told -> observe(event, told)).orElse(Mono.just(true))))
                .onErrorResume(failure -> {
                    LOG.debug("What {} told ({}) waits: {}", event.gateway(), event.eventId(), failure.toString());
                    return Mono.just(false);
                })
                .flatMap(done -> on(event, shard -> shard.inbox().tried(event, done ? null : again(event)))
                        .thenReturn(done))
                .onErrorReturn(false);
    }

    /** Empty where there is nothing to do about it. */
    private Optional<Told> told(GatewayEvent event) {
        GatewayAdapter gateway = gateways.get(event.gateway());
        if (gateway == null) {
            LOG.warn("Gateway {} is configured no more: what it told ({}) is left", event.gateway(), event.eventId());
            return Optional.empty();
        }
        try {
            return gateway.read(event.body());
        } catch (RuntimeException unreadable) {
            LOG.warn("What {} told ({}) can't be read: {}", event.gateway(), event.eventId(), unreadable.toString());
            return Optional.empty();
        }
    }

    /** False where what it is about is not known: it may be made just now. */
    private Mono<Boolean> observe(GatewayEvent event, Told told) {
        String gateway = event.gateway();
        Mono<?> seen;
        if (told instanceof Told.OfOrder of) {
            seen = order(gateway, of.orderId(), of.providerId())
                    .flatMap(order -> orders.observe(order.id(), gateway, of.observation()));
        } else if (told instanceof Told.OfAttempt of) {
            seen = order(gateway, of.orderId(), of.providerId())
                    .flatMap(order -> order.status().isOpen() ? orders.look(order) : Mono.just(order));
        } else if (told instanceof Told.OfPayout of) {
            seen = payout(gateway, of);
        } else {
            seen = disputes.told(gateway, ((Told.OfDispute) told).providerId());
        }
        return seen.map(done -> true).defaultIfEmpty(false);
    }

    private Mono<Payout> payout(String gateway, Told.OfPayout told) {
        UUID id = told.payoutId();
        Mono<Payout> known = payouts.findSent(gateway, told.providerId());
        return (id == null ? known : payouts.find(id).switchIfEmpty(known))
                .flatMap(payout -> steps.observe(payout.id(), gateway, told.said()));
    }

    private Mono<Order> order(String gateway, @Nullable UUID id, @Nullable String providerId) {
        Mono<Order> byProvider = providerId == null ? Mono.empty() : orders.findTaken(gateway, providerId);
        return id == null ? byProvider : orders.find(id).switchIfEmpty(byProvider);
    }

    private @Nullable Instant again(GatewayEvent event) {
        if (event.tries() >= TRIES) {
            LOG.warn("What {} told ({}) is about nothing that there is", event.gateway(), event.eventId());
            return null;
        }
        Duration pause = OWN.multipliedBy(1L << Math.min(event.tries(), 10));
        return now().plus(pause.compareTo(LONGEST) < 0 ? pause : LONGEST);
    }

    private <T> Mono<T> on(GatewayEvent event, Function<Shard, Mono<T>> work) {
        return shards.on(ShardKey.ofName(event.gateway() + "/" + event.eventId()), work);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
