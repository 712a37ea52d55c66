package io.groat.fraud.draft;

import io.groat.fraud.http.FraudProblem;
import io.groat.fraud.rule.RuleChange;
import io.groat.fraud.rule.RuleStore;
import io.groat.fraud.rule.RuleVersion;
import io.groat.fraud.state.NotedChanges;
import io.groat.fraud.state.Versions;
import io.groat.web.problem.ProblemException;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Brings rules into force. */
final class RuleActivation {

    private final RuleStore store;
    private final Versions versions;
    private final NotedChanges<RuleChange> changes;

    /** @param look sees to it that a change is in force here at once */
    public RuleActivation(RuleStore store, Versions versions, Supplier<Mono<Void>> look) {
        this.store = store;
        this.versions = versions;
        this.changes = new NotedChanges<>(versions, store::note, store::takeBack, look);
    }

    /** The version in force. */
    Mono<Integer> current() {
        return versions.all().map(all -> all.getOrDefault(Versions.RULES, 1));
    }

    /**
     * Adds rules that were found valid, and brings them into force.
     *
     * @param replaces the version that the author takes to be in force; null for any
     */
    Mono<RuleVersion> publish(String yaml, String who, String note, @Nullable Integer replaces) {
        return current()
                .flatMap(current -> replaces == null || replaces.equals(current)
                        ? publishOver(current, yaml, who, note)
                        : Mono.error(new ProblemException(
                                FraudProblem.RULES_CHANGED, "replaces", "version " + current + " is in force")));
    }

    /** Brings a version that was in force before into force again. */
    Mono<RuleVersion> rollBack(RuleVersion to, String who, String note) {
        return current()
                .flatMap(current -> bringIntoForce(current, to.version(), "rollback", who, note))
                .thenReturn(to);
    }

    private Mono<RuleVersion> publishOver(int current, String yaml, String who, String note) {
        return add(yaml, who, note)
                .flatMap(added -> bringIntoForce(current, added.version(), "publish", who, note)
                        .thenReturn(added));
    }

    private Mono<RuleVersion> add(String yaml, String who, String note) {
        return NotedChanges.numbered(
                () -> store.latest(1)
                        .next()
                        .map(latest -> new RuleVersion(latest.version() + 1, yaml, who, note, Instant.now()))
                        .flatMap(next -> store.add(next).flatMap(added -> added ? Mono.just(next) : Mono.empty())),
                () -> new ProblemException(FraudProblem.TOO_BUSY));
    }

    private Mono<Void> bringIntoForce(int from, int to, String action, String who, String note) {
        return changes.make(
                Versions.RULES,
                from,
                to,
                RuleChange.now(action, to, from, who, note),
                () -> new ProblemException(FraudProblem.RULES_CHANGED));
    }
}
