package io.groat.infra.checks;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Where threads may wait and where streams may start. A method counts as a call or as a method reference, and a class
 * stands for those nested in it.
 */
class ReactiveCallsTest {
    /**
     * The few classes that own the life cycle of a stream and so may subscribe to it, by full name, with the reason.
     * Everybody else returns the stream to the caller.
     */
    private static final Map<String, String> SUBSCRIBERS = Map.ofEntries(
            Map.entry("io.groat.engine.Shards", "brings the shards up"),
            Map.entry("io.groat.lane.LaneLoop", "runs batch after batch"),
            Map.entry("io.groat.saga.Rounds", "runs round after round"),
            Map.entry("io.groat.engine.RuleSync", "looks for new rules of money, round after round"),
            Map.entry("io.groat.saga.UsageSweep", "deletes what counts no more, round after round"),
            Map.entry(
                    "io.groat.saga.ShardWork",
                    "sees to orders, payouts, disputes, settlements and cases, round after round"),
            Map.entry("io.groat.router.gateway.InboxWork", "works off what gateways have told, behind their answers"),
            Map.entry("io.groat.saga.HoldExpiry", "looks for holds whose time is over, round after round"),
            Map.entry("io.groat.saga.TransferDrive", "writes the end of a transfer down behind its answer"),
            Map.entry("io.groat.web.lifecycle.LifecycleAdapter", "stops with the service"),
            Map.entry("io.groat.web.token.VerifiedTokens", "checks a token again beside the requests that use it"),
            Map.entry("io.groat.router.access.KeyUse", "puts first keys in place, notes the use of keys"),
            Map.entry("io.groat.router.relay.OutboxRelay", "samples the outboxes"),
            Map.entry("io.groat.router.relay.ShardRelay", "sends turn after turn"),
            Map.entry("io.groat.streams.TopicSetup", "tries until Kafka answers"),
            Map.entry("io.groat.streams.EventStream", "reads on, whatever fails"),
            Map.entry("io.groat.streams.StreamLag", "measures from time to time"),
            Map.entry("io.groat.cassandra.Cassandra", "tries until Cassandra answers"),
            Map.entry("io.groat.fraud.pipeline.Pipeline", "tries until the topics are there"),
            Map.entry("io.groat.fraud.review.ReviewQueue", "looks for decisions that crashes left over"),
            Map.entry("io.groat.fraud.risk.RiskCache", "writes payers' scores to Redis, again when it is back"),
            Map.entry("io.groat.fraud.score.CurrentScorer", "looks for other rules and lists"),
            Map.entry("io.groat.fraud.operate.DriftWatch", "looks how far models have drifted"),
            Map.entry("io.groat.notifier.alert.AlertWatch", "looks how everything is"),
            Map.entry("io.groat.db.GatheredRead", "reads what callers asked for together"),
            Map.entry("io.groat.notifier.message.GroupedWork", "does what callers left together"),
            Map.entry("io.groat.notifier.queue.ConcurrencyLimit", "begins what stood in line"),
            Map.entry("io.groat.notifier.queue.DeliveryQueue", "polls for what is due"),
            Map.entry("io.groat.notifier.queue.Dispatcher", "delivers what is due"),
            Map.entry("io.groat.notifier.webhook.Endpoints", "looks for changed endpoints"),
            Map.entry("io.groat.router.auth.message.NotifierMessages", "hands messages over behind the answer"),
            Map.entry("io.groat.router.shard.ShardWatch", "looks at the shards round after round"),
            Map.entry("io.groat.router.shard.ShardsLifecycle", "closes the shards with the service"),
            Map.entry("io.groat.analytics.rebuild.StreamSupervisor", "runs streams as the store says"),
            Map.entry("io.groat.analytics.ingest.IngestWriter", "writes round after round"),
            Map.entry("io.groat.analytics.live.LiveFigures", "reckons once a second"),
            Map.entry("io.groat.analytics.watch.RouterWatch", "asks a router"),
            Map.entry("io.groat.analytics.watch.ReconciliationWatch", "has the books checked every few minutes"),
            Map.entry("io.groat.analytics.watch.ServiceWatch", "asks services how they are"),
            Map.entry("io.groat.analytics.watch.RedisWatch", "asks Redis whether it is there"),
            Map.entry("io.groat.analytics.watch.HealthReporter", "tells what was found from time to time"),
            Map.entry("io.groat.analytics.watch.ConsumerWatch", "asks Kafka how far consumers are"),
            Map.entry("io.groat.infra.bench.engine.EngineSender", "a load generator: starts transfer after transfer"),
            Map.entry("io.groat.infra.bench.router.HttpSender", "a load generator: starts request after request"),
            Map.entry("io.groat.infra.bench.webhook.Flood", "a load generator: starts webhook after webhook"),
            Map.entry("io.groat.infra.bench.router.TransferStream", "a load generator: opens a stream"));

    /** The classes that may wait for a stream's end, by full name, with the reason: on the main thread of a tool alone. */
    private static final Map<String, String> BLOCKERS = Map.ofEntries(
            Map.entry(
                    "io.groat.infra.bench.engine.RunningEngine",
                    "the benchmark's main thread, before and after a cell"),
            Map.entry(
                    "io.groat.infra.bench.router.RouterAccounts", "the benchmark's main thread, before the first cell"),
            Map.entry(
                    "io.groat.infra.bench.router.RouterContender",
                    "the benchmark's main thread, before the first cell"),
            Map.entry("io.groat.infra.bench.router.HttpSender", "the benchmark's main thread, after a cell"),
            Map.entry("io.groat.infra.bench.router.HttpRefundSender", "the benchmark's main thread, before a cell"),
            Map.entry("io.groat.infra.bench.router.StreamSender", "the benchmark's main thread, after a cell"),
            Map.entry("io.groat.infra.bench.webhook.OrderMaker", "the benchmark's main thread, before a cell"),
            Map.entry("io.groat.infra.bench.webhook.WebhookRun", "the benchmark's main thread, after a cell"),
            Map.entry("io.groat.infra.bench.engine.RuledWallets", "the benchmark's main thread, before a cell"),
            Map.entry(
                    "io.groat.infra.training.store.ScorerStore",
                    "the trainer's main thread, which has nothing else to do"));

    private static final Set<String> BLOCKING =
            Set.of("block", "blockFirst", "blockLast", "blockOptional", "toIterable", "toStream");

    @Test
    void nobodyBlocksOnAStream() {
        noClasses()
                .that(areNotAmong(BLOCKERS))
                .should()
                .accessTargetWhere(targetIs(
                        "that blocks on a Mono or a Flux",
                        target -> isReactive(target) && BLOCKING.contains(target.getName())))
                .check(MainClasses.all());
    }

    @Test
    void nobodyInAServiceWaitsForAFuture() {
        noClasses()
                .that(areNotAmong(BLOCKERS))
                .should()
                .accessTargetWhere(targetIs(
                        "that waits for a Future",
                        target -> isFuture(target) && Set.of("get", "join").contains(target.getName())))
                .check(MainClasses.ofProduct());
    }

    @Test
    void onlyOwnersOfALifeCycleSubscribe() {
        noClasses()
                .that(areNotAmong(SUBSCRIBERS))
                .should()
                .accessTargetWhere(targetIs("that subscribes", ReactiveCallsTest::subscribes))
                .check(MainClasses.all());
    }

    /** So that the list stays as short as it can be. */
    @Test
    void everyListedSubscriberSubscribes() {
        assertThat(SUBSCRIBERS.keySet())
                .allSatisfy(name -> assertThat(MainClasses.all())
                        .filteredOn(type -> outermost(type).equals(name))
                        .flatExtracting(JavaClass::getAccessesFromSelf)
                        .anyMatch(access -> subscribes(access.getTarget())));
    }

    /** On Kafka's 4.x clients reactor-kafka hangs there: the method it calls is gone. */
    @Test
    void nobodyCallsSendOffsetsOfReactorKafka() {
        noClasses()
                .should()
                .accessTargetWhere(targetIs(
                        "TransactionManager.sendOffsets",
                        target -> target.getOwner().getPackageName().startsWith("reactor.kafka")
                                && target.getName().equals("sendOffsets")))
                .check(MainClasses.all());
    }

    private static boolean subscribes(AccessTarget target) {
        return isReactive(target) && target.getName().equals("subscribe");
    }

    private static boolean isReactive(AccessTarget target) {
        String owner = target.getOwner().getFullName();
        return owner.startsWith("reactor.core.publisher.") || owner.equals("org.reactivestreams.Publisher");
    }

    private static boolean isFuture(AccessTarget target) {
        return Set.of("java.util.concurrent.Future", "java.util.concurrent.CompletableFuture")
                .contains(target.getOwner().getFullName());
    }

    private static DescribedPredicate<JavaAccess<?>> targetIs(String description, Predicate<AccessTarget> test) {
        return describe("target is a method " + description, access -> test.test(access.getTarget()));
    }

    private static DescribedPredicate<JavaClass> areNotAmong(Map<String, String> listed) {
        return describe("are not among " + listed.keySet(), type -> !listed.containsKey(outermost(type)));
    }

    private static String outermost(JavaClass type) {
        return type.getEnclosingClass().map(ReactiveCallsTest::outermost).orElseGet(type::getFullName);
    }
}
