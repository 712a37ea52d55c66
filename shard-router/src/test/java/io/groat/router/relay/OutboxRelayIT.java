package io.groat.router.relay;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.account.AccountDirectory;
import io.groat.account.AccountRef;
import io.groat.db.ShardAddress;
import io.groat.db.ShardDatabase;
import io.groat.engine.AccountEngine;
import io.groat.engine.EngineSettings;
import io.groat.engine.RiskGate;
import io.groat.engine.Shard;
import io.groat.engine.Shards;
import io.groat.engine.TransferEngine;
import io.groat.engine.TransferRequest;
import io.groat.event.BalanceUpdated;
import io.groat.event.EventJson;
import io.groat.event.PaymentEvent;
import io.groat.infra.testservers.MySqlServerHandle;
import io.groat.infra.testservers.ServerHandle;
import io.groat.infra.testservers.TestServers;
import io.groat.infra.webtest.KafkaReader;
import io.groat.money.CurrencyCode;
import io.groat.outbox.OutboxStore;
import io.groat.posting.InitiateAnswer;
import io.groat.router.RunningRouter;
import io.groat.streams.EventPublisher;
import io.groat.streams.TopicSettings;
import io.groat.streams.TopicSetup;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferNote;
import io.groat.transfer.TransferStatus;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the ledger committed reaches Kafka: all of it, in order, whoever sends it and whatever is away. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutboxRelayIT {

    private static final CurrencyCode EUR = CurrencyCode.of("EUR");
    private static final int USERS = 40;

    private final ServerHandle kafka = TestServers.kafka();
    private final List<OutboxRelay> relays = new ArrayList<>();
    private Shards shards;
    private AccountEngine accounts;
    private TransferEngine transfers;
    private final Map<UUID, Transfer> made = new LinkedHashMap<>();
    private final String run = UUID.randomUUID().toString();

    @BeforeAll
    void start() {
        String database = "relay" + ProcessHandle.current().pid();
        RunningRouter.createMigrated(database);
        List<ShardAddress> addresses = new ArrayList<>();
        for (MySqlServerHandle server : TestServers.mysqlShards()) {
            addresses.add(ShardAddress.of(
                    addresses.size(), server.host(), server.port(), database, server.user(), server.password()));
        }
        InstantSource clock = InstantSource.system();
        shards = new Shards(addresses, EngineSettings.DEFAULT, clock, new SimpleMeterRegistry(), this::committed);
        AccountDirectory directory = new AccountDirectory(1000);
        accounts = new AccountEngine(shards, directory, clock);
        transfers = new TransferEngine(shards, directory, RiskGate.OPEN, EngineSettings.DEFAULT, clock);
        shards.start();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> IntStream.range(0, 4).allMatch(shard -> shards.state(shard) == Shards.State.UP));
        Flux.range(0, USERS)
                .flatMap(i -> accounts.open(user(i), AccountRef.MAIN, EUR, 100_000))
                .blockLast(PATIENCE);
        // Two routers on the same shards: one holds each lease, the other waits for it.
        relays.add(relay("router-a"));
        relays.add(relay("router-b"));
        relays.forEach(OutboxRelay::start);
    }

    @AfterAll
    void stop() {
        relays.forEach(relay -> relay.stop().block(PATIENCE));
        shards.close().block(PATIENCE);
    }

    @Test
    void theEventsOnKafkaAreExactlyThoseOfTheTransfers() {
        // What other tests made is left out: one of them takes Kafka away, and then events are sent again.
        Set<UUID> before = Set.copyOf(made.keySet());
        awaitEmptyOutbox();
        pay(600);
        awaitEmptyOutbox();

        Map<UUID, List<String>> types = new LinkedHashMap<>();
        payments().stream().filter(event -> !before.contains(transferId(event))).forEach(event -> {
            isCloudEvent(event);
            types.computeIfAbsent(transferId(event), id -> new ArrayList<>()).add(event.type());
        });
        Map<UUID, Transfer> now = new LinkedHashMap<>(made);
        now.keySet().removeAll(before);
        assertThat(types.keySet()).isEqualTo(now.keySet());
        now.values().forEach(transfer -> {
            String end = transfer.status() == TransferStatus.FAILED ? "PaymentFailed" : "PaymentCompleted";
            assertThat(types.get(transfer.id())).containsExactly("PaymentInitiated", end);
        });
    }

    @Test
    void theLastBalanceUpdatedOfAnAccountIsItsBalance() {
        pay(200);
        awaitEmptyOutbox();

        Map<UUID, BalanceUpdated> newest = new LinkedHashMap<>();
        KafkaReader.all(bootstrap(), "analytics_events").stream()
                .filter(event -> event.type().equals("BalanceUpdated"))
                .map(event -> EventJson.read(event.body(), BalanceUpdated.class))
                .filter(update -> update.userId().startsWith(run))
                .forEach(update -> newest.merge(update.accountId(), update, (a, b) -> a.seq() > b.seq() ? a : b));
        assertThat(newest).hasSize(USERS);
        newest.values()
                .forEach(update -> assertThat(accounts.find(update.accountId()).block(PATIENCE))
                        .satisfies(account -> assertThat(account.postedMinor()).isEqualTo(update.posted())));
    }

    /** Each shard is told of news far more often than it can look. */
    @Test
    void aHundredThousandWakesDoNotPileUp() {
        pay(100);
        for (int wake = 0; wake < 100_000; wake++) {
            committed(wake % 4);
        }
        pay(100);
        awaitEmptyOutbox();

        Set<UUID> told = payments().stream().map(OutboxRelayIT::transferId).collect(toSet());
        assertThat(told).containsAll(made.keySet());
    }

    @Test
    void everyUserIsAnnouncedOnce() {
        awaitEmptyOutbox();

        Set<String> users = KafkaReader.all(bootstrap(), "analytics_events").stream()
                .filter(event -> event.type().equals("UserCreated"))
                .filter(event -> event.key().startsWith(run))
                .map(KafkaReader.Seen::id)
                .collect(toSet());
        assertThat(users).hasSize(USERS);
    }

    @Test
    void whenKafkaIsAwayTransfersGoOnAndTheirEventsArriveWhenItIsBack() {
        kafka.kill();
        try {
            pay(200);
            assertThat(waiting()).isPositive();
        } finally {
            kafka.start();
        }
        awaitEmptyOutbox();

        // Sent again perhaps, but under the same ids: a consumer that knows ids sees each once.
        Set<String> ids = payments().stream().map(KafkaReader.Seen::id).collect(toSet());
        assertThat(ids).hasSize(2 * made.size());
    }

    /** At the very first start the relay is there before the tables are. */
    @Test
    void aShardThatHasNotComeUpIsNotAsked() {
        MySqlServerHandle server = TestServers.mysqlShards().get(0);
        ShardDatabase missing = new ShardDatabase(
                ShardAddress.of(0, server.host(), server.port(), "not-there-" + run, server.user(), server.password()));
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        AtomicInteger looks = new AtomicInteger();
        OutboxRelay early = relay(
                List.of(missing),
                shard -> {
                    looks.incrementAndGet();
                    return false;
                },
                "router-early",
                meters);
        early.start();
        try {
            Awaitility.await().atMost(PATIENCE).until(() -> looks.get() > 5);
            assertThat(meters.get("groat.relay.failures").counter().count()).isZero();
        } finally {
            early.stop().block(PATIENCE);
        }
    }

    private OutboxRelay relay(String owner) {
        return relay(
                shards.all().stream().map(Shard::database).toList(),
                shard -> shards.state(shard) == Shards.State.UP,
                owner,
                new SimpleMeterRegistry());
    }

    private OutboxRelay relay(List<ShardDatabase> databases, IntPredicate isUp, String owner, MeterRegistry meters) {
        RelaySettings settings = new RelaySettings(
                Duration.ofSeconds(3),
                Duration.ofMillis(100),
                Duration.ofMillis(400),
                Duration.ofMillis(5),
                64,
                Duration.ofSeconds(10),
                Duration.ofMillis(200));
        return new OutboxRelay(
                databases,
                isUp,
                new EventPublisher(bootstrap(), "/shard-router/" + owner, Duration.ofSeconds(8)),
                new TopicSetup(bootstrap(), new TopicSettings(12, (short) 1, Duration.ofDays(1), Duration.ofDays(1))),
                owner,
                settings,
                meters);
    }

    private void committed(int shard) {
        relays.forEach(relay -> relay.committed(shard));
    }

    /** Pays round and round; some ask for more than there is. */
    private void pay(int count) {
        int before = made.size();
        List<InitiateAnswer> answers = Flux.range(before, count)
                .flatMap(
                        i -> transfers.transfer(new TransferRequest(
                                "key-" + i,
                                new AccountRef.ByUser(user(i % USERS)),
                                new AccountRef.ByUser(user((i * 3 + 1) % USERS)),
                                i % 10 == 0 ? 10_000_000 : 1 + i % 7,
                                EUR,
                                TransferNote.NONE)),
                        64)
                .collectList()
                .blockOptional(PATIENCE)
                .orElseThrow();
        answers.forEach(answer -> {
            if (answer instanceof InitiateAnswer.Decided decided) {
                made.put(decided.transfer().id(), decided.transfer());
            }
        });
    }

    private List<KafkaReader.Seen> payments() {
        return KafkaReader.all(bootstrap(), "payment_events").stream()
                .filter(event -> event.key().startsWith(run))
                .toList();
    }

    private void awaitEmptyOutbox() {
        Awaitility.await().atMost(PATIENCE).until(() -> waiting() == 0 && pending() == 0);
    }

    private long waiting() {
        return Flux.fromIterable(shards.all())
                .flatMap(shard -> new OutboxStore(shard.database()).waiting())
                .map(OutboxStore.Waiting::events)
                .reduce(0L, Long::sum)
                .blockOptional(PATIENCE)
                .orElseThrow();
    }

    /** Transfers whose end the payer's shard has not written down yet. */
    private int pending() {
        return Flux.fromIterable(shards.all())
                .flatMap(shard -> shard.transfers()
                        .pending(new UUID(0, 0), java.time.Instant.now().plusSeconds(60), 1000))
                .map(List::size)
                .reduce(0, Integer::sum)
                .switchIfEmpty(Mono.just(0))
                .blockOptional(PATIENCE)
                .orElseThrow();
    }

    private static UUID transferId(KafkaReader.Seen event) {
        return EventJson.read(event.body(), PaymentEvent.class).transferId();
    }

    private static void isCloudEvent(KafkaReader.Seen event) {
        @Nullable PaymentEvent body = EventJson.read(event.body(), PaymentEvent.class);
        assertThat(event.headers())
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("content-type", "application/json")
                .containsKeys("ce_id", "ce_type", "ce_source", "ce_time");
        assertThat(event.key()).isEqualTo(body.payerUser());
        assertThat(event.id()).isEqualTo(body.transferId() + ":" + event.type());
    }

    private String user(int i) {
        return run + "-" + i;
    }

    private String bootstrap() {
        return kafka.host() + ":" + kafka.port();
    }
}
