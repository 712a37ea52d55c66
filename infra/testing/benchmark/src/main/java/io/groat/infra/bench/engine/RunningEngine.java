package io.groat.infra.bench.engine;

import io.groat.account.AccountDirectory;
import io.groat.account.AccountRef;
import io.groat.db.ShardAddress;
import io.groat.engine.AccountEngine;
import io.groat.engine.EngineSettings;
import io.groat.engine.HoldEngine;
import io.groat.engine.RefundEngine;
import io.groat.engine.RiskGate;
import io.groat.engine.Shard;
import io.groat.engine.Shards;
import io.groat.engine.TransferEngine;
import io.groat.engine.TransferReader;
import io.groat.infra.bench.load.LoadException;
import io.groat.infra.bench.load.Mode;
import io.groat.infra.bench.load.Originals;
import io.groat.infra.bench.load.Sender;
import io.groat.infra.bench.load.Traffic;
import io.groat.infra.bench.stack.ShardServer;
import io.groat.infra.server.Poll;
import io.groat.money.CurrencyCode;
import io.groat.posting.AccountAnswer;
import io.groat.posting.InitiateAnswer;
import io.groat.reconcile.Reconciler;
import io.groat.reconcile.Reconciliation;
import io.groat.saga.Redrive;
import io.groat.saga.TransferDrive;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The engine as a router runs it, redrive included, without HTTP before it and relay behind it. */
public final class RunningEngine implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration BOOKS_LIMIT = Duration.ofMinutes(3);
    private static final int OPENED_AT_ONCE = 1_024;

    private final Map<String, List<Long>> parts;
    private final Shards shards;
    private final TransferEngine transfers;
    private final HoldEngine holds;
    private final RefundEngine refunds;
    private final AccountEngine accounts;
    private final Reconciler reconciler;
    private final List<Redrive> redrives;
    private final List<AccountRef> users;
    private final Originals originals;
    private @Nullable List<AccountRef> ruled;

    /**
     * Brings up the shards and opens the users' accounts.
     *
     * @param database the name of its database on each server; empty
     */
    public RunningEngine(List<ShardServer> servers, String database, int users) {
        EngineSettings settings = EngineSettings.DEFAULT;
        InstantSource clock = InstantSource.system();
        this.parts = ShardServer.part(servers);
        this.shards = new Shards(
                servers.stream().map(server -> address(server, database)).toList(),
                settings,
                clock,
                new SimpleMeterRegistry(),
                shard -> {});
        AccountDirectory directory = new AccountDirectory(settings.directoryCapacity());
        this.transfers = new TransferEngine(shards, directory, RiskGate.OPEN, settings, clock);
        this.holds = new HoldEngine(shards, directory, RiskGate.OPEN, settings, clock);
        this.refunds = new RefundEngine(shards, new TransferReader(shards), settings, clock);
        this.accounts = new AccountEngine(shards, directory, clock);
        this.reconciler =
                new Reconciler(shards.all().stream().map(Shard::database).toList(), clock);
        this.redrives = shards.all().stream()
                .map(shard -> new Redrive(
                        shard.number(),
                        shard.transfers(),
                        new TransferDrive(shards),
                        shards::reachable,
                        clock,
                        settings.redriveAge(),
                        settings.redrivePause()))
                .toList();
        this.users = IntStream.range(0, users)
                .mapToObj(Traffic::userId)
                .map(id -> AccountRef.parse(id).orElseThrow())
                .toList();
        this.originals = new Originals(users);
        start();
    }

    private static ShardAddress address(ShardServer server, String database) {
        return ShardAddress.of(
                server.shard(), server.host(), server.port(), database, server.user(), server.password());
    }

    private void start() {
        shards.start();
        if (!Poll.until(START_LIMIT, this::isUp)) {
            throw new LoadException("The engine did not come up within " + START_LIMIT.toSeconds() + " s");
        }
        CurrencyCode currency = CurrencyCode.of(Traffic.CURRENCY);
        Flux.range(0, users.size())
                .flatMap(user -> open(Traffic.userId(user), currency), OPENED_AT_ONCE)
                .blockLast(START_LIMIT);
        redrives.forEach(Redrive::start);
    }

    private boolean isUp() {
        return shards.all().stream().allMatch(shard -> shards.state(shard.number()) == Shards.State.UP);
    }

    private Mono<AccountAnswer> open(String user, CurrencyCode currency) {
        return accounts.open(user, AccountRef.MAIN, currency, Traffic.OPENING_BALANCE)
                .doOnNext(answer -> {
                    if (answer instanceof AccountAnswer.TurnedDown turnedDown) {
                        throw new LoadException("The engine would not open an account: " + turnedDown.refused());
                    }
                });
    }

    /** Makes ready for a cell. */
    Sender open(Mode mode) {
        return switch (mode) {
            case ENGINE_HOLD -> new HoldSender(holds, users);
            case ENGINE_REFUND -> new RefundSender(refunds, originals());
            case ENGINE_RULED -> new EngineSender(transfers, ruled(), RuledWallets.TYPE);
            default -> new EngineSender(transfers, users);
        };
    }

    /** Opened when they are first asked for: without them there are no rules at all. */
    private List<AccountRef> ruled() {
        List<AccountRef> there = ruled;
        if (there == null) {
            there = RuledWallets.open(shards, accounts, users.size());
            ruled = there;
        }
        return there;
    }

    /** Transfers to give back, a new lot each time. */
    private List<Transfer> originals() {
        List<Transfer> made = Flux.range(0, originals.count())
                .flatMap(number -> transfers.transfer(EngineSender.request(originals.next(), users)), OPENED_AT_ONCE)
                .map(answer -> ((InitiateAnswer.Decided) answer).transfer())
                .filter(transfer -> transfer.status() == TransferStatus.COMPLETED)
                .collectList()
                .block(START_LIMIT);
        if (made == null || made.size() < originals.count()) {
            throw new LoadException("The engine did not make all transfers that were to be given back");
        }
        return made;
    }

    Map<String, List<Long>> parts() {
        return parts;
    }

    /** The last legs are written behind the answers, so what is in flight is waited for. */
    boolean balanced() {
        return Poll.until(BOOKS_LIMIT, () -> check().inFlight().count() == 0) && check().balanced();
    }

    private Reconciliation check() {
        Reconciliation found = reconciler.check().block(BOOKS_LIMIT);
        if (found == null) {
            throw new LoadException("The reconciliation of the engine gave no answer");
        }
        return found;
    }

    @Override
    public void close() {
        redrives.forEach(Redrive::stop);
        shards.close().block(START_LIMIT);
    }
}
