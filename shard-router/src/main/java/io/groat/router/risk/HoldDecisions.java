package io.groat.router.risk;

import io.groat.engine.HeldTransferEngine;
import io.groat.engine.HoldEngine;
import io.groat.engine.ShardGateway;
import io.groat.event.Event;
import io.groat.event.EventType;
import io.groat.event.FraudDecision;
import io.groat.event.TraceLog;
import io.groat.event.UnknownValueException;
import io.groat.streams.CloudEvents;
import io.groat.streams.Partition;
import io.groat.streams.PartitionWork;
import io.groat.streams.Received;
import io.groat.streams.RecordFilter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Carries out what the fraud-scorer and its analysts decide about held transfers; see {@link HoldDecision}. What they say
 * of a transfer that is not held, or not any more, changes nothing: so an event may come twice, or late.
 */
final class HoldDecisions implements PartitionWork<Event> {

    /**
     * The events that may decide something: of those whose headers say that nothing was held, or that the score lets
     * nothing go, not even the body is read. A header that is missing says nothing.
     */
    public static final RecordFilter CONCERNING = RecordFilter.of(
                    EventType.FraudScoreCalculated,
                    EventType.TransactionBlocked,
                    EventType.ReviewResolved,
                    EventType.PayerAnswered)
            .unless(EventType.FraudScoreCalculated, Event.HELD, "false")
            .unless(EventType.FraudScoreCalculated, Event.DECISION, FraudDecision.review.name())
            .unless(EventType.FraudScoreCalculated, Event.DECISION, FraudDecision.block.name())
            .unless(EventType.TransactionBlocked, Event.HELD, "false")
            .unless(EventType.ReviewResolved, Event.HELD, "false");

    private static final Logger LOG = LoggerFactory.getLogger(HoldDecisions.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final HeldTransfers transfers;
    private final DecisionOutages outages;
    private final Duration pause;
    private final Duration longestPause;

    HoldDecisions(HeldTransfers transfers, DecisionOutages outages, Duration pause, Duration longestPause) {
        this.transfers = transfers;
        this.outages = outages;
        this.pause = pause;
        this.longestPause = longestPause;
    }

    /**
     * The event of a record.
     *
     * @throws UnknownValueException when what it decides is not known here
     * @throws IllegalArgumentException when it can't be read, or is about no transfer
     */
    public static Event read(ConsumerRecord<String, byte @Nullable []> record) {
        Event event = CloudEvents.read(record);
        HoldDecision unused = HoldDecision.of(event);
        return event;
    }

    /** The work of each partition; all of them know of one outage. */
    public static Function<Partition, PartitionWork<Event>> of(
            ShardGateway shards, HeldTransferEngine engine, HoldEngine holds) {
        HeldTransfers transfers = HeldTransfers.in(shards, engine, holds);
        DecisionOutages outages = new DecisionOutages();
        return partition -> new HoldDecisions(transfers, outages, PAUSE, LONGEST_PAUSE);
    }

    /** Shards don't wait for each other; while one is away its decisions wait, and nothing after them is taken. */
    @Override
    public Mono<Void> handle(List<Received<Event>> next) {
        Map<Integer, ShardDecisions> byShard = new LinkedHashMap<>();
        for (Received<Event> one : next) {
            HoldDecision decision = decision(one.body());
            if (decision != null) {
                byShard.computeIfAbsent(transfers.shardOf(decision.transferId()), this::ofShard)
                        .add(decision);
            }
        }
        return byShard.isEmpty()
                ? Mono.empty()
                : Flux.fromIterable(byShard.values())
                        .flatMap(ShardDecisions::carryOut, byShard.size())
                        .then();
    }

    private ShardDecisions ofShard(int shard) {
        return new ShardDecisions(shard, transfers, outages, pause, longestPause);
    }

    private static @Nullable HoldDecision decision(Event event) {
        try {
            return HoldDecision.of(event);
        } catch (IllegalArgumentException unreadable) {
            TraceLog.about(
                    event.trace(),
                    () -> LOG.error(
                            "{} says nothing that can be carried out: {}", event.id(), unreadable.getMessage()));
            return null;
        }
    }
}
