package io.groat.router.risk;

import io.groat.engine.HoldEngine;
import io.groat.event.Event;
import io.groat.event.EventJson;
import io.groat.event.FraudDecision;
import io.groat.event.FraudScoreCalculated;
import io.groat.event.PayerAnswered;
import io.groat.event.ReviewOutcome;
import io.groat.event.ReviewResolved;
import io.groat.event.TransactionBlocked;
import io.groat.refusal.Refusal;
import io.groat.shard.SlottedId;
import io.groat.streams.PartitionWork;
import io.groat.streams.Received;
import io.groat.transfer.Transfer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Carries out what the fraud-scorer and its analysts decide about held transfers. What they say of a transfer that is
 * not held, or not any more, changes nothing: so an event may come twice, or late.
 *
 * <pre>
 * event                             then
 * FraudScoreCalculated, allow       let go
 * FraudScoreCalculated, otherwise   wait
 * TransactionBlocked                cancel
 * ReviewResolved, approved          let go
 * ReviewResolved, blocked           cancel
 * PayerAnswered                     what the notifier's policy made of the answer
 * </pre>
 */
public final class HoldDecisions implements PartitionWork<Event> {

    private static final Logger LOG = LoggerFactory.getLogger(HoldDecisions.class);
    private static final int AT_ONCE = 64;
    private static final Duration RETRY_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final HoldEngine holds;

    public HoldDecisions(HoldEngine holds) {
        this.holds = holds;
    }

    /**
     * Decisions about different transfers don't wait for each other; those about one come in their order. While a
     * payer's shard is away its decisions are tried again, and nothing after them is taken.
     */
    @Override
    public Mono<Void> handle(List<Received<Event>> next) {
        Map<String, List<Event>> byPayer = next.stream()
                .map(Received::body)
                .collect(Collectors.groupingBy(Event::key, LinkedHashMap::new, Collectors.toList()));
        return Flux.fromIterable(byPayer.values())
                .flatMap(events -> Flux.fromIterable(events).concatMap(this::carryOut), AT_ONCE)
                .then();
    }

    private Mono<Transfer> carryOut(Event event) {
        return Mono.defer(() -> decided(event))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, RETRY_PAUSE)
                        .maxBackoff(LONGEST_PAUSE)
                        .filter(failure -> !(failure instanceof IllegalArgumentException))
                        .doBeforeRetry(again -> LOG.warn(
                                "{} can't be carried out yet, trying again: {}",
                                event.id(),
                                again.failure().toString())))
                .onErrorResume(IllegalArgumentException.class, unreadable -> {
                    LOG.error("{} says nothing that can be carried out: {}", event.id(), unreadable.getMessage());
                    return Mono.empty();
                });
    }

    private Mono<Transfer> decided(Event event) {
        return switch (event.type()) {
            case FraudScoreCalculated -> {
                FraudScoreCalculated scored = EventJson.read(event.data(), FraudScoreCalculated.class);
                yield scored.decision() == FraudDecision.allow ? release(scored.paymentId()) : Mono.empty();
            }
            case TransactionBlocked ->
                cancel(EventJson.read(event.data(), TransactionBlocked.class).paymentId());
            case ReviewResolved -> {
                ReviewResolved resolved = EventJson.read(event.data(), ReviewResolved.class);
                yield resolved.outcome() == ReviewOutcome.approved
                        ? release(resolved.paymentId())
                        : cancel(resolved.paymentId());
            }
            case PayerAnswered -> {
                PayerAnswered answered = EventJson.read(event.data(), PayerAnswered.class);
                yield switch (answered.consequence()) {
                    case release -> release(answered.paymentId());
                    case cancel -> cancel(answered.paymentId());
                    case none -> Mono.empty();
                };
            }
            default -> Mono.empty();
        };
    }

    private Mono<Transfer> release(UUID transferId) {
        return holds.release(requireTransfer(transferId));
    }

    private Mono<Transfer> cancel(UUID transferId) {
        return holds.cancel(requireTransfer(transferId), Refusal.PAYMENT_DECLINED);
    }

    private static UUID requireTransfer(UUID id) {
        if (!SlottedId.is(SlottedId.Kind.TRANSFER, id)) {
            throw new IllegalArgumentException(id + " is not a transfer's id");
        }
        return id;
    }
}
