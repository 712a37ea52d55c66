package io.groat.engine;

import static io.groat.infra.testservers.TestServers.PATIENCE;

import io.groat.account.Account;
import io.groat.account.AccountDirectory;
import io.groat.account.AccountIdentity;
import io.groat.account.AccountRef;
import io.groat.db.ShardAddress;
import io.groat.db.ShardSchema;
import io.groat.infra.testservers.MigratedSchema;
import io.groat.infra.testservers.MySqlServerHandle;
import io.groat.infra.testservers.TestServers;
import io.groat.money.CurrencyCode;
import io.groat.posting.AccountAnswer;
import io.groat.posting.Initiate;
import io.groat.posting.InitiateAnswer;
import io.groat.posting.Verdict;
import io.groat.reconcile.Reconciler;
import io.groat.reconcile.Reconciliation;
import io.groat.saga.HeldExpiry;
import io.groat.saga.Redrive;
import io.groat.saga.TransferDrive;
import io.groat.shard.ShardMap;
import io.groat.shard.SlottedId;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferNote;
import io.groat.transfer.TransferOrder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import reactor.core.publisher.Mono;

/** Four shards of their own on the shared servers, with an engine over them: the tests' small language. */
public final class TestCluster implements AutoCloseable {

    public static final CurrencyCode EUR = CurrencyCode.of("EUR");
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final MigratedSchema SCHEMA = new MigratedSchema("migrated", TestCluster::migrate);

    private final String database;
    private final List<ShardAddress> addresses;
    private final EngineSettings settings;
    public final Shards shards;
    public final TransferEngine transfers;
    public final HeldTransferEngine held;
    public final HoldEngine holds;
    public final FundingEngine funding;
    public final RefundEngine refunds;
    public final AccountEngine accounts;
    public final TransferReader reader;
    public final Reconciler reconciler;
    public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<Redrive> redrives = new ArrayList<>();
    private final AtomicInteger names = new AtomicInteger();

    private TestCluster(String database, List<ShardAddress> addresses, EngineSettings settings) {
        this.database = database;
        this.addresses = addresses;
        this.settings = settings;
        InstantSource clock = InstantSource.system();
        shards = new Shards(addresses, settings, clock, meters, shard -> {});
        AccountDirectory directory = new AccountDirectory(settings.directoryCapacity());
        transfers = new TransferEngine(shards, directory, TestCluster::verdict, settings, clock);
        held = new HeldTransferEngine(shards);
        holds = new HoldEngine(shards, directory, TestCluster::verdict, settings, clock);
        funding = new FundingEngine(shards, directory, clock);
        accounts = new AccountEngine(shards, directory, clock);
        reader = new TransferReader(shards);
        refunds = new RefundEngine(shards, reader, settings, clock);
        reconciler = new Reconciler(shards.all().stream().map(Shard::database).toList(), clock);
        shards.all()
                .forEach(shard -> redrives.add(new Redrive(
                        shard.number(),
                        shard.transfers(),
                        new TransferDrive(shards),
                        shards::reachable,
                        clock,
                        settings.redriveAge(),
                        settings.redrivePause())));
        shards.start();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> shards.all().stream().allMatch(shard -> shards.state(shard.number()) == Shards.State.UP));
    }

    /** A key says what the risk gate thinks of its transfer. */
    private static Mono<Verdict> verdict(TransferRequest request, AccountIdentity payer) {
        String key = request.idempotencyKey();
        return Mono.just(
                key.startsWith("held-") ? Verdict.HOLD : key.startsWith("declined-") ? Verdict.DECLINE : Verdict.PASS);
    }

    /** Where a database of that name is on each server. */
    static List<ShardAddress> addresses(String database) {
        List<ShardAddress> addresses = new ArrayList<>();
        for (MySqlServerHandle server : TestServers.mysqlShards()) {
            addresses.add(address(addresses.size(), server, database));
        }
        return addresses;
    }

    private static ShardAddress address(int shard, MySqlServerHandle server, String database) {
        return ShardAddress.of(shard, server.host(), server.port(), database, server.user(), server.password());
    }

    private static void migrate(MySqlServerHandle server, String database) {
        await(ShardSchema.migrate(address(0, server, database)));
    }

    /** Makes an empty database of a new name on each server. */
    static String newDatabase() {
        String database = newName();
        TestServers.mysqlShards().forEach(server -> server.createDatabase(database));
        return database;
    }

    /** The same with the schema as the migrations leave it. */
    static String migratedDatabase() {
        String database = newName();
        SCHEMA.createDatabase(TestServers.mysqlShards(), database);
        return database;
    }

    private static String newName() {
        return "t" + ProcessHandle.current().pid() + "_" + NAMES.incrementAndGet();
    }

    /** A new, empty system. */
    public static TestCluster fresh() {
        return fresh(EngineSettings.DEFAULT);
    }

    public static TestCluster fresh(EngineSettings settings) {
        String database = migratedDatabase();
        return new TestCluster(database, addresses(database), settings);
    }

    /** A new, empty system whose lanes reach their servers by these ports, one a shard. */
    public static TestCluster fresh(EngineSettings settings, List<Integer> ports) {
        String database = migratedDatabase();
        List<ShardAddress> direct = addresses(database);
        List<ShardAddress> addresses = direct.stream()
                .map(to -> ShardAddress.of(
                        to.shard(), to.host(), ports.get(to.shard()), database, to.user(), to.password()))
                .toList();
        return new TestCluster(database, addresses, settings);
    }

    /** A router on databases that are there. */
    static TestCluster on(String database) {
        return new TestCluster(database, addresses(database), EngineSettings.DEFAULT);
    }

    /** A second router on the same shards. */
    public TestCluster anotherRouter() {
        return new TestCluster(database, addresses, settings);
    }

    public String database() {
        return database;
    }

    public void startRedrive() {
        redrives.forEach(Redrive::start);
    }

    /** Looks once, on that shard, for transfers that have been held for longer. */
    public long expire(int shard, Duration limit) {
        return await(new HeldExpiry(
                        shard,
                        shards.get(shard).transfers(),
                        shards,
                        InstantSource.system(),
                        limit,
                        Duration.ofSeconds(1))
                .round());
    }

    public Redrive redrive(int shard) {
        return redrives.get(shard);
    }

    /** A user on that shard that nobody has used yet. */
    public String userOn(int shard) {
        ShardMap map = shards.map();
        while (true) {
            String user = "user-" + names.incrementAndGet();
            if (map.shardOfUser(user) == shard) {
                return user;
            }
        }
    }

    /** Opens a main account in EUR. */
    public Account open(String user, long balanceMinor) {
        AccountAnswer answer = await(accounts.open(user, AccountRef.MAIN, EUR, balanceMinor));
        if (answer instanceof AccountAnswer.Done done) {
            return done.account();
        }
        throw new AssertionError("could not open an account: " + answer);
    }

    /** A new user on that shard with a main account in EUR. */
    public String payer(int shard, long balanceMinor) {
        String user = userOn(shard);
        open(user, balanceMinor);
        return user;
    }

    public InitiateAnswer pay(String key, String payer, String payee, long amountMinor) {
        return await(transfer(key, payer, payee, amountMinor));
    }

    /** The transfer that a payment makes; fails the test when it is turned down without one. */
    public Transfer paid(String key, String payer, String payee, long amountMinor) {
        InitiateAnswer answer = pay(key, payer, payee, amountMinor);
        if (answer instanceof InitiateAnswer.Decided decided) {
            return decided.transfer();
        }
        throw new AssertionError("turned down: " + answer);
    }

    public Mono<InitiateAnswer> transfer(String key, String payer, String payee, long amountMinor) {
        return transfers.transfer(request(key, payer, payee, amountMinor));
    }

    public static TransferRequest request(String key, String payer, String payee, long amountMinor) {
        return new TransferRequest(
                key,
                AccountRef.parse(payer).orElseThrow(),
                AccountRef.parse(payee).orElseThrow(),
                amountMinor,
                EUR,
                TransferNote.NONE);
    }

    /** A first leg as the engine would ask for it, to be submitted by itself. */
    public Initiate initiate(String key, String payer, String payee, long amountMinor) {
        Account from = await(accounts.ofUser(payer)).get(0);
        List<Account> to = await(accounts.ofUser(payee));
        TransferRequest request = request(key, payer, payee, amountMinor);
        return new Initiate(new TransferOrder(
                SlottedId.create(SlottedId.Kind.TRANSFER, SlottedId.slotOf(from.id()), Instant.now()),
                key,
                request.payer(),
                AccountIdentity.of(from),
                request.payee(),
                to.isEmpty() ? null : AccountIdentity.of(to.get(0)),
                shards.map().shardOfUser(payer),
                shards.map().shardOfUser(payee),
                amountMinor,
                EUR,
                TransferNote.NONE));
    }

    /** Has the first leg done and nothing more, as a router that dies after it would leave it. */
    public Transfer debited(String key, String payer, String payee, long amountMinor) {
        Initiate first = initiate(key, payer, payee, amountMinor);
        InitiateAnswer answer = await(shards.submit(first));
        return ((InitiateAnswer.Decided) answer).transfer();
    }

    /** Batches of that shard's lane that had to be tried again. */
    public double retries(int shard) {
        return meters.get("groat.lane.retries")
                .tag("shard", Integer.toString(shard))
                .counter()
                .count();
    }

    /** Posted balance of a user's only account. */
    public long balance(String user) {
        return await(accounts.ofUser(user)).get(0).postedMinor();
    }

    public Transfer stored(UUID transfer) {
        int shard = shards.map().shardOfSlot(SlottedId.slotOf(transfer));
        return await(shards.get(shard).transfers().find(transfer));
    }

    public Reconciliation reconcile() {
        return await(reconciler.check());
    }

    /** Waits until the clock shows a later millisecond. */
    static void awaitNextMilli(Instant time) {
        Awaitility.await().atMost(PATIENCE).until(() -> Instant.now().toEpochMilli() > time.toEpochMilli());
    }

    public static <T> T await(Mono<T> mono) {
        T value = mono.block(PATIENCE);
        if (value == null) {
            throw new AssertionError("nothing came");
        }
        return value;
    }

    @Override
    public void close() {
        redrives.forEach(Redrive::stop);
        shards.close().block(PATIENCE);
    }
}
