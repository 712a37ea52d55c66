package io.groat.fraud.pipeline;

import io.groat.event.Topic;
import io.groat.fraud.fact.Fact;
import io.groat.fraud.payee.PayeeState;
import io.groat.fraud.payer.PayerState;
import io.groat.fraud.payment.PaymentChange;
import io.groat.fraud.score.CurrentScorer;
import io.groat.fraud.score.ScoreIndex;
import io.groat.fraud.score.ScoreStore;
import io.groat.fraud.state.StateCache;
import io.groat.fraud.state.StateKind;
import io.groat.fraud.state.StateSettings;
import io.groat.fraud.state.StateStore;
import io.groat.fraud.tally.PartitionTally;
import io.groat.fraud.tally.Tallies;
import io.groat.streams.CloudEvents;
import io.groat.streams.EventPublisher;
import io.groat.streams.EventStream;
import io.groat.streams.KafkaSettings;
import io.groat.streams.Partition;
import io.groat.streams.PartitionWork;
import io.groat.streams.StreamSettings;
import io.groat.streams.TopicIds;
import io.groat.streams.TopicSetup;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.util.retry.Retry;

/**
 * From payment events to scores, in two steps: by payer, on payment_events, and by payee, on the facts that the first
 * step writes. Each step's state is keyed as its topic is, so that one process has all of a key's events.
 */
final class Pipeline {

    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration SLOWEST_RETRY = Duration.ofMinutes(1);

    private final KafkaSettings kafka;
    private final PipelineSettings settings;
    private final StateSettings stateSettings;
    private final TopicSetup topics;
    private final EventPublisher publisher;
    private final StateStore states;
    private final ScoreStore scores;
    private final ScoreIndex index;
    private final Tallies tallies;
    private final CurrentScorer scorer;
    private final Results results;
    private final EventStream<PaymentChange> payments;
    private final EventStream<Fact> facts;
    private final EventStream<?> answers;
    private final Disposable.Swap starting = Disposables.swap();
    private final Disposable.Swap listing = Disposables.swap();
    private volatile @Nullable Map<String, String> topicIds;

    /** @param answers what payers say of their payments; read when there are topics, as the others */
    public Pipeline(
            KafkaSettings kafka,
            PipelineSettings settings,
            StateSettings stateSettings,
            TopicSetup topics,
            EventPublisher publisher,
            StateStore states,
            ScoreStore scores,
            ScoreIndex index,
            Tallies tallies,
            CurrentScorer scorer,
            Results results,
            EventStream<?> answers,
            MeterRegistry meters) {
        this.kafka = kafka;
        this.settings = settings;
        this.stateSettings = stateSettings;
        this.topics = topics;
        this.publisher = publisher;
        this.states = states;
        this.scores = scores;
        this.index = index;
        this.tallies = tallies;
        this.scorer = scorer;
        this.results = results;
        this.answers = answers;
        this.payments = new EventStream<>(
                        stream("-payers", Topic.PAYMENT_EVENTS.topicName()),
                        record -> PaymentChange.of(CloudEvents.read(record)),
                        this::payerWork,
                        publisher,
                        meters)
                .only(PaymentChange.CONCERNING);
        this.facts = new EventStream<>(
                stream("-payees", settings.factsTopic()), Fact::read, this::payeeWork, publisher, meters);
    }

    public List<EventStream<?>> streams() {
        return List.of(payments, facts, answers);
    }

    /** The id of the topic that states of that kind are of; null before the start. */
    public @Nullable String source(StateKind<?> kind) {
        Map<String, String> known = topicIds;
        return known == null
                ? null
                : known.get(kind.equals(PayerState.KIND) ? Topic.PAYMENT_EVENTS.topicName() : settings.factsTopic());
    }

    void start() {
        listing.update(index.run()
                .retryWhen(Retry.backoff(Long.MAX_VALUE, RETRY)
                        .maxBackoff(SLOWEST_RETRY)
                        .doBeforeRetry(again -> LOG.warn(
                                "Scores can't be listed: {}", again.failure().toString())))
                .subscribe());
        topics.ensure(this::startStreams);
    }

    private void startStreams() {
        starting.update(TopicIds.of(
                        kafka.bootstrapServers(), List.of(Topic.PAYMENT_EVENTS.topicName(), settings.factsTopic()))
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, RETRY)
                        .doBeforeRetry(again -> LOG.warn(
                                "Topics can't be described: {}", again.failure().toString())))
                .subscribe(ids -> {
                    topicIds = ids;
                    facts.start();
                    payments.start();
                    answers.start();
                }));
    }

    void stop() {
        starting.dispose();
        payments.stop();
        facts.stop();
        answers.stop();
        listing.dispose();
    }

    private StreamSettings stream(String name, String topic) {
        return kafka.stream(settings.group() + name, topic).withBatch(settings.batch());
    }

    private PartitionWork<PaymentChange> payerWork(Partition partition) {
        return new PayerWork(
                new StateCache<>(PayerState.KIND, requiredSource(PayerState.KIND), states, stateSettings),
                publisher,
                settings.factsTopic());
    }

    private PartitionWork<Fact> payeeWork(Partition partition) {
        String source = requiredSource(PayeeState.KIND);
        PartitionTally tally = tallies.of(source, partition.number());
        return new PayeeWork(
                new StateCache<>(PayeeState.KIND, source, states, stateSettings),
                new PartitionProgress(states, source, partition.number(), tally.write()),
                scorer::get,
                scores,
                results,
                index,
                tally);
    }

    private String requiredSource(StateKind<?> kind) {
        return Objects.requireNonNull(source(kind), "a partition before the start");
    }
}
