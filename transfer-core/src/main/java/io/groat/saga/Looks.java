package io.groat.saga;

import io.groat.order.Order;
import io.groat.order.OrderStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Has gateways asked of one shard's orders when they are due: what a gateway never told, or told while nobody heard, is found
 * so. Any number of routers may do so at once.
 */
public final class OrderLooks {

    private static final Logger LOG = LoggerFactory.getLogger(OrderLooks.class);
    private static final int PAGE = 200;
    private static final int AT_ONCE = 16;
    private static final int MOST_DOUBLED = 2;

    private final int shard;
    private final OrderStore store;
    private final Function<Order, Mono<Order>> look;
    private final InstantSource clock;
    private final Duration pause;
    private final AtomicInteger idle = new AtomicInteger();
    private final Disposable.Swap loop = Disposables.swap();

    /**
     * @param look asks of one order and does what follows
     * @param pause between two rounds, up to four times as long while there is nothing to do
     */
    public OrderLooks(
            int shard, OrderStore store, Function<Order, Mono<Order>> look, InstantSource clock, Duration pause) {
        this.shard = shard;
        this.store = store;
        this.look = look;
        this.clock = clock;
        this.pause = pause;
    }

    /** Begins to look, round after round, until {@link #stop}. */
    public void start() {
        loop.update(Mono.defer(this::round)
                .doOnNext(looks -> idle.updateAndGet(rounds -> looks > 0 ? 0 : Math.min(rounds + 1, MOST_DOUBLED)))
                .onErrorResume(failure -> {
                    LOG.debug("Orders of shard {}: a round failed: {}", shard, failure.toString());
                    return Mono.empty();
                })
                .repeatWhen(rounds -> rounds.concatMap(round -> Mono.delay(pause.multipliedBy(1L << idle.get()))))
                .subscribe());
    }

    public void stop() {
        loop.dispose();
    }

    /** Asks once of all that are due, at most of a page; gives of how many. */
    public Mono<Long> round() {
        return store.due(clock.instant(), PAGE)
                .flatMap(due -> Flux.fromIterable(due)
                        .flatMap(
                                order -> look.apply(order)
                                        .doOnError(failure -> LOG.debug(
                                                "Order {} is looked at later: {}", order.id(), failure.toString()))
                                        .onErrorComplete(),
                                AT_ONCE)
                        .count());
    }
}
