package io.groat.engine;

import io.groat.rule.RuleBook;
import io.groat.rule.StoredRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The rules of money that this process knows, which are those of all shards together, and their copies: each shard is to
 * have them all, so that any of them that answers tells the newest. Rules are only ever added, so that the same look twice,
 * or by several routers at once, does no harm.
 */
public final class RuleSync {

    private static final Logger LOG = LoggerFactory.getLogger(RuleSync.class);

    /** Between two looks: so old at most are the rules that a router goes by. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** How long a shard is waited for, of which there are others. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Disposable.Swap loop = Disposables.swap();
    private volatile RuleBook book = RuleBook.EMPTY;

    /** Those in force now. */
    public RuleBook book() {
        return book;
    }

    /** Begins to look for new rules, until {@link #stop}. */
    public void start(Shards shards) {
        loop.update(Mono.defer(() -> round(shards))
                .onErrorResume(failure -> {
                    LOG.debug("A look for rules failed: {}", failure.toString());
                    return Mono.empty();
                })
                .repeatWhen(rounds -> rounds.concatMap(round -> Mono.delay(PAUSE)))
                .subscribe());
    }

    public void stop() {
        loop.dispose();
    }

    /**
     * Looks once on all shards that have come up: takes what is new, and gives each what it lacks. One that is away is tried
     * each time, for nobody else may ask it meanwhile.
     */
    public Mono<Void> round(Shards shards) {
        return Flux.fromIterable(shards.all())
                .filter(shard -> shards.state(shard.number()) == Shards.State.UP)
                .flatMap(
                        shard -> look(shard)
                                .timeout(PATIENCE)
                                .doOnError(failure -> LOG.debug(
                                        "Shard {} was not looked at for rules: {}", shard.number(), failure.toString()))
                                .onErrorComplete(),
                        ShardGateway.AT_ONCE)
                .then();
    }

    private Mono<Void> look(Shard shard) {
        return shard.rules()
                .count()
                .filter(count -> count != book.size())
                .flatMap(count -> shard.rules().all())
                .flatMap(found -> {
                    add(found);
                    return complete(shard, found);
                });
    }

    private Mono<Void> complete(Shard shard, List<StoredRule> found) {
        Set<Name> there = new HashSet<>();
        found.forEach(rule -> there.add(Name.of(rule)));
        List<StoredRule> missing = book.all().stream()
                .filter(rule -> !there.contains(Name.of(rule)))
                .toList();
        if (missing.isEmpty()) {
            return Mono.empty();
        }
        return shard.rules()
                .copy(missing)
                .doOnSuccess(done -> LOG.info("Shard {} has {} more rules now", shard.number(), missing.size()));
    }

    private record Name(StoredRule.Kind kind, String name, int version) {
        static Name of(StoredRule rule) {
            return new Name(rule.kind(), rule.name(), rule.version());
        }
    }

    /**
     * What a shard that comes up does before it takes payments: takes the rules that it has and, since it may have been away
     * when others were made, those of the shards that answer.
     */
    Mono<Void> learn(Shard shard, Collection<Shard> all) {
        Mono<Void> others = Flux.fromIterable(all)
                .filter(other -> other.number() != shard.number())
                .flatMap(
                        other -> other.rules()
                                .all()
                                .timeout(PATIENCE)
                                .onErrorComplete()
                                .doOnNext(this::add),
                        ShardGateway.AT_ONCE)
                .then();
        return shard.rules().all().doOnNext(this::add).then(others).then(Mono.defer(() -> look(shard)));
    }

    /** Adds to what is known. */
    synchronized void add(Collection<StoredRule> rules) {
        List<StoredRule> together = new ArrayList<>(book.all());
        together.addAll(rules);
        RuleBook next = new RuleBook(together);
        if (next.size() != book.size()) {
            book = next;
            LOG.info("In force are {}", next);
            long unreadable =
                    next.all().stream().filter(rule -> !rule.isReadable()).count();
            if (unreadable > 0) {
                LOG.error(
                        "{} rules say what this release does not understand: the versions before them are in force here",
                        unreadable);
            }
        }
    }
}
