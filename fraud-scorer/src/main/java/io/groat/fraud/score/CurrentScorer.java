package io.groat.fraud.score;

import io.groat.cassandra.Cassandra;
import io.groat.fraud.list.ListStore;
import io.groat.fraud.list.Lists;
import io.groat.fraud.rule.RuleSet;
import io.groat.fraud.rule.RuleStore;
import io.groat.fraud.rule.RuleVersion;
import io.groat.fraud.serving.CurrentModels;
import io.groat.fraud.serving.Models;
import io.groat.fraud.state.Versions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/**
 * The scorer as rules, models and lists are in force now. Looks for changes each second while it is asked for, and every other
 * second otherwise, so that a change made by any process holds everywhere within about that time; while Cassandra is away
 * the last known stay in force.
 */
public final class CurrentScorer {

    private static final Logger LOG = LoggerFactory.getLogger(CurrentScorer.class);
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final RuleStore rules;
    private final CurrentModels models;
    private final ListStore lists;
    private final Versions versions;
    private final String firstRules;
    private final @Nullable FirstModel firstModel;
    private final Sinks.One<Boolean> loaded = Sinks.one();
    private final Disposable.Swap watching = Disposables.swap();
    private volatile @Nullable Scorer current;
    private volatile int listsVersion = -1;
    private volatile boolean asked;
    private volatile Consumer<Lists> listsChanged = before -> {};

    /**
     * @param firstRules in force until others are published; YAML
     * @param firstModel in the shadow where no model ever was; null for none
     */
    public CurrentScorer(
            RuleStore rules,
            CurrentModels models,
            ListStore lists,
            Versions versions,
            String firstRules,
            @Nullable FirstModel firstModel) {
        this.rules = rules;
        this.models = models;
        this.lists = lists;
        this.versions = versions;
        this.firstRules = firstRules;
        this.firstModel = firstModel;
        RuleSet.parse(1, firstRules);
    }

    /** @param changed gets the lists as they were, once those that are in force are others */
    public void onListsChanged(Consumer<Lists> changed) {
        listsChanged = changed;
    }

    public void start() {
        watching.update(Mono.defer(this::seed)
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, EVERY))
                .thenMany(Flux.interval(Duration.ZERO, EVERY).onBackpressureDrop())
                .filter(tick -> tick % 2 == 0 || wasAsked())
                .concatMap(tick -> look().onErrorResume(this::unseen), 1)
                .subscribe());
    }

    public void stop() {
        watching.dispose();
    }

    /** Waits for the first look. */
    public Mono<Scorer> get() {
        asked = true;
        Scorer known = current;
        return known != null ? Mono.just(known) : loaded.asMono().then(Mono.fromSupplier(this::known));
    }

    /** Null before the first look. */
    public @Nullable Scorer find() {
        return current;
    }

    /** None before the first look. */
    public Lists lists() {
        Scorer known = current;
        return known == null ? Lists.EMPTY : known.lists();
    }

    /** None before the first look. */
    public Models models() {
        Scorer known = current;
        return known == null ? Models.NONE : known.models();
    }

    /** Looks for changes now. */
    public Mono<Void> look() {
        return versions.all().flatMap(this::load);
    }

    private boolean wasAsked() {
        boolean was = asked;
        asked = false;
        return was;
    }

    private Scorer known() {
        Scorer known = current;
        if (known == null) {
            throw new IllegalStateException("no rules were loaded");
        }
        return known;
    }

    private Mono<Void> seed() {
        RuleVersion first = new RuleVersion(1, firstRules, "groat", "as delivered", Instant.now());
        return rules.add(first)
                .then(versions.first(Versions.RULES, 1))
                .then(versions.first(Versions.LISTS, 0))
                .then(Mono.defer(() -> firstModel == null ? Mono.empty() : firstModel.add(versions)));
    }

    private Mono<Void> load(Map<String, Integer> found) {
        int rulesVersion = found.getOrDefault(Versions.RULES, 1);
        int nowLists = found.getOrDefault(Versions.LISTS, 0);
        Scorer before = current;
        Mono<RuleSet> ruleSet = before != null && before.rules().version() == rulesVersion
                ? Mono.just(before.rules())
                : rules.find(rulesVersion).map(version -> RuleSet.parse(version.version(), version.yaml()));
        Mono<Lists> all = before != null && listsVersion == nowLists ? Mono.just(before.lists()) : lists.all();
        Models known = before == null ? Models.NONE : before.models();
        return Mono.zip(ruleSet, all, models.now(known, found))
                .map(three -> new Scorer(three.getT1(), three.getT2(), three.getT3()))
                .doOnNext(scorer -> inForce(before, scorer, nowLists))
                .then();
    }

    private void inForce(@Nullable Scorer before, Scorer now, int nowLists) {
        current = now;
        listsVersion = nowLists;
        loaded.tryEmitValue(true);
        if (before == null || before.rules().version() != now.rules().version()) {
            LOG.info("Rules of version {} are in force", now.rules().version());
        }
        if (before == null || before.lists() != now.lists()) {
            listsChanged.accept(before == null ? Lists.EMPTY : before.lists());
        }
    }

    private Mono<Void> unseen(Throwable failure) {
        LOG.atLevel(Cassandra.loudness(failure))
                .log("Changes of rules and lists can't be seen: {}", failure.toString());
        return Mono.empty();
    }
}
