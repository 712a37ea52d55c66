package io.groat.engine;

import io.groat.db.ShardAddress;
import io.groat.db.ShardDatabase;
import io.groat.db.ShardSchema;
import io.groat.lane.LaneNews;
import io.groat.lane.PostingLane;
import io.groat.posting.Command;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import io.groat.saga.TransferDrive;
import io.groat.shard.ShardKey;
import io.groat.shard.ShardMap;
import io.groat.shard.ShardMapStore;
import io.groat.transfer.Transfer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * All shards of a system. Each comes up by itself: schema, identity, shard map; one that can't be reached is
 * tried again until it can, and the others work meanwhile.
 */
public final class Shards implements ShardGateway {

    private static final Logger LOG = LoggerFactory.getLogger(Shards.class);

    /** How far a shard has come up. */
    public enum State {
        STARTING,
        UP
    }

    private final List<Shard> all;
    private final AtomicReferenceArray<State> states;
    private final AtomicReferenceArray<@Nullable String> troubles;
    private final EngineSettings settings;
    private final Disposable.Composite starts = Disposables.composite();
    private final RuleSync rules = new RuleSync();
    private final TransferDrive drive = new TransferDrive(this);
    private volatile ShardMap map;

    /**
     * @param addresses of shards 0, 1, 2 …, in that order
     * @param published told the shard's number after each commit that wrote events
     */
    public Shards(
            List<ShardAddress> addresses,
            EngineSettings settings,
            InstantSource clock,
            MeterRegistry meters,
            IntConsumer published) {
        this.settings = settings;
        this.map = ShardMap.initial(addresses.size());
        this.states = new AtomicReferenceArray<>(addresses.size());
        this.troubles = new AtomicReferenceArray<>(addresses.size());
        List<Shard> made = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            int number = i;
            ShardAddress address = addresses.get(i);
            if (address.shard() != i) {
                throw new IllegalArgumentException("the address of " + address + " stands at place " + i);
            }
            states.set(i, State.STARTING);
            ShardDatabase database = new ShardDatabase(address);
            made.add(new Shard(
                    database,
                    new PostingLane(
                            database,
                            addresses.size(),
                            this::map,
                            rules::book,
                            settings.lane(),
                            clock,
                            meters,
                            new News(number, published)),
                    () -> published.accept(number)));
        }
        this.all = List.copyOf(made);
    }

    /** Of one shard's lane: events go to whoever listens, and what nobody waits for is driven on. */
    private final class News implements LaneNews {

        private final int shard;
        private final IntConsumer published;

        News(int shard, IntConsumer published) {
            this.shard = shard;
            this.published = published;
        }

        @Override
        public void published() {
            published.accept(shard);
        }

        @Override
        public void begun(List<Transfer> unattended) {
            drive.begin(unattended);
        }
    }

    /** Begins to bring up all shards; {@link #state} tells how far each is. */
    public void start() {
        rules.start(this);
        all.forEach(shard -> starts.add(bringUp(shard)
                .doOnError(failure -> troubles.set(shard.number(), reason(failure)))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, settings.startPause())
                        .maxBackoff(settings.startPause().multipliedBy(8))
                        .doBeforeRetry(again -> LOG.warn(
                                "{} is not up yet, trying again: {}",
                                shard.database().address(),
                                reason(again.failure()))))
                .subscribe()));
    }

    /** Brings up one shard: applies the schema, claims the database, agrees on the shard map. */
    private Mono<Void> bringUp(Shard shard) {
        ShardMapStore store = new ShardMapStore(shard.database());
        return ShardSchema.migrate(shard.database().address())
                .then(store.claim())
                .then(store.find().switchIfEmpty(Mono.defer(() -> store.add(map).then(store.find()))))
                .doOnNext(this::adopt)
                .delayUntil(found -> rules.learn(shard, all))
                .doOnNext(found -> {
                    states.set(shard.number(), State.UP);
                    troubles.set(shard.number(), null);
                    LOG.info("{} is up, {}", shard.database().address(), found);
                })
                .then();
    }

    private synchronized void adopt(ShardMap found) {
        if (found.shardCount() > all.size()) {
            throw new IllegalStateException(
                    found + " names shards that are not configured: give the addresses of all " + found.shardCount());
        }
        if (found.version() == map.version() && !found.equals(map)) {
            throw new IllegalStateException("two different shard maps have version " + map.version()
                    + ": were shards added to a running system?");
        }
        if (found.version() > map.version()) {
            map = found;
        }
    }

    /** The rules of money, as far as this process knows them. */
    public RuleSync rules() {
        return rules;
    }

    public ShardMap map() {
        return map;
    }

    public List<Shard> all() {
        return all;
    }

    public Shard get(int shard) {
        return all.get(shard);
    }

    public State state(int shard) {
        return states.get(shard);
    }

    /** What keeps a shard from coming up; null when nothing does. */
    public @Nullable String trouble(int shard) {
        return troubles.get(shard);
    }

    /** Whether the shard is up and its lane's last batch reached it. */
    public boolean reachable(int shard) {
        return states.get(shard) == State.UP && get(shard).lane().status().reachable();
    }

    @Override
    public <R> Mono<R> submit(Command<R> command) {
        int shard = shardOf(command);
        if (states.get(shard) != State.UP) {
            return Mono.error(notUp(shard));
        }
        return get(shard).lane().submit(command);
    }

    @Override
    public <T> Mono<T> on(ShardKey key, Function<Shard, Mono<T>> work) {
        return Mono.defer(() -> {
            int shard = shardOf(key);
            return whenUp(shard).flatMap(work).onErrorMap(failure -> failed(shard, failure));
        });
    }

    @Override
    public int shardCount() {
        return all.size();
    }

    @Override
    public int shardOf(ShardKey key) {
        return key.shard(map);
    }

    @Override
    public boolean reachable(ShardKey key) {
        return reachable(shardOf(key));
    }

    @Override
    public boolean committedWithin(ShardKey key, Duration time) {
        return get(shardOf(key)).lane().committedWithin(time);
    }

    /** Fails when the shard hasn't come up yet, so that nobody waits for what can't come. */
    public Mono<Shard> whenUp(int shard) {
        return Mono.defer(() -> states.get(shard) == State.UP ? Mono.just(get(shard)) : Mono.error(notUp(shard)));
    }

    /** Ends what is under way and closes all connections. */
    public Mono<Void> close() {
        starts.dispose();
        rules.stop();
        return Flux.fromIterable(all)
                .flatMap(shard -> shard.lane().close().then(shard.database().close()))
                .then();
    }

    /** A refusal as it is; anything else as SHARD_UNAVAILABLE, with what failed as its cause. */
    private static Throwable failed(int shard, Throwable failure) {
        return failure instanceof RefusedException
                ? failure
                : new RefusedException(
                        Refused.of(Refusal.SHARD_UNAVAILABLE, "shard", "Shard " + shard + " can't be reached"),
                        failure);
    }

    private static RefusedException notUp(int shard) {
        return new RefusedException(
                Refused.of(Refusal.SHARD_UNAVAILABLE, "shard", "Shard " + shard + " has not come up yet"));
    }

    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }
}
