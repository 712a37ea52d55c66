package io.groat.router.risk;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Decisions about one shard's transfers, those about one transfer in their order. A shard that is away, or too busy, is
 * asked by few of them at a time: when one has failed no other begins, and after a pause those that are left are tried
 * together.
 */
final class ShardDecisions {

    private static final Logger LOG = LoggerFactory.getLogger(ShardDecisions.class);
    private static final int AT_ONCE = 4;
    private static final double JITTER = 0.5;

    private final int shard;
    private final HeldTransfers transfers;
    private final DecisionOutages outages;
    private final Duration pause;
    private final Duration longestPause;
    private final Map<UUID, Deque<HoldDecision>> byTransfer = new LinkedHashMap<>();

    /** @param pause after the first failure; it doubles up to the longest */
    ShardDecisions(int shard, HeldTransfers transfers, DecisionOutages outages, Duration pause, Duration longestPause) {
        this.shard = shard;
        this.transfers = transfers;
        this.outages = outages;
        this.pause = pause;
        this.longestPause = longestPause;
    }

    void add(HoldDecision decision) {
        byTransfer
                .computeIfAbsent(decision.transferId(), first -> new ArrayDeque<>())
                .add(decision);
    }

    /** Completes when all are carried out, however long that takes. */
    Mono<Void> carryOut() {
        Deque<Deque<HoldDecision>> left = new ArrayDeque<>(byTransfer.values());
        return Mono.defer(() -> round(left))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, pause)
                        .maxBackoff(longestPause)
                        .jitter(JITTER))
                .doOnSuccess(done -> outages.over(shard));
    }

    /** All that is under way when one fails comes to its end: nothing that a shard was asked is cancelled. */
    private Mono<Void> round(Deque<Deque<HoldDecision>> left) {
        while (!left.isEmpty() && left.getFirst().isEmpty()) {
            left.removeFirst();
        }
        AtomicReference<@Nullable Throwable> failed = new AtomicReference<>();
        return Flux.fromIterable(left)
                .takeWhile(next -> failed.get() == null)
                .flatMap(
                        decisions -> inOrder(decisions).onErrorResume(failure -> {
                            failed.compareAndSet(null, failure);
                            return Mono.empty();
                        }),
                        AT_ONCE)
                .then(Mono.defer(() -> {
                    Throwable failure = failed.get();
                    if (failure == null) {
                        return Mono.empty();
                    }
                    outages.failed(shard, failure);
                    return Mono.error(failure);
                }));
    }

    /** One that was carried out is not tried again. */
    private Mono<Void> inOrder(Deque<HoldDecision> decisions) {
        return decisions.isEmpty()
                ? Mono.empty()
                : Mono.defer(() -> carryOut(decisions.getFirst()).then(Mono.fromRunnable(decisions::removeFirst)))
                        .repeat(() -> !decisions.isEmpty())
                        .then();
    }

    private Mono<Void> carryOut(HoldDecision decision) {
        return Mono.<Void>defer(() -> (decision.letGo()
                                ? transfers.release(decision.transferId())
                                : transfers.cancel(decision.transferId()))
                        .then())
                .onErrorResume(IllegalArgumentException.class, impossible -> {
                    LOG.error("{} says what can't be carried out: {}", decision.eventId(), impossible.getMessage());
                    return Mono.empty();
                });
    }
}
