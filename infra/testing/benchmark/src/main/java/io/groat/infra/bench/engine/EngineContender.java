package io.groat.infra.bench.engine;

import io.groat.account.AccountDirectory;
import io.groat.account.AccountRef;
import io.groat.db.ShardAddress;
import io.groat.engine.AccountEngine;
import io.groat.engine.EngineSettings;
import io.groat.engine.RiskGate;
import io.groat.engine.Shard;
import io.groat.engine.Shards;
import io.groat.engine.TransferEngine;
import io.groat.infra.bench.load.Contender;
import io.groat.infra.bench.load.LoadException;
import io.groat.infra.bench.load.Mode;
import io.groat.infra.bench.load.Sender;
import io.groat.infra.bench.load.Traffic;
import io.groat.infra.bench.stack.ShardServer;
import io.groat.infra.server.Poll;
import io.groat.money.CurrencyCode;
import io.groat.posting.AccountAnswer;
import io.groat.reconcile.Reconciler;
import io.groat.reconcile.Reconciliation;
import io.groat.saga.Redrive;
import io.groat.saga.TransferDrive;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The engine as a router runs it, redrive included, without HTTP before it and relay behind it. */
public final class EngineContender implements Contender {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration BOOKS_LIMIT = Duration.ofMinutes(3);
    private static final int OPENED_AT_ONCE = 1_024;

    private final Map<String, List<Long>> parts;
    private final Shards shards;
    private final TransferEngine transfers;
    private final AccountEngine accounts;
    private final Reconciler reconciler;
    private final List<Redrive> redrives;
    private final List<AccountRef> users;

    /**
     * Brings up the shards and opens the users' accounts.
     *
     * @param database the name of its database on each server; empty
     */
    public EngineContender(List<ShardServer> servers, String database, int users) {
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

    @Override
    public Mode mode() {
        return Mode.ENGINE;
    }

    @Override
    public Sender open(int inFlight) {
        return new EngineSender(transfers, users);
    }

    @Override
    public Map<String, List<Long>> parts() {
        return parts;
    }

    /** The last legs are written behind the answers, so what is in flight is waited for. */
    @Override
    public boolean balanced() {
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
