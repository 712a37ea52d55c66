package io.groat.fraud.operate;

import io.groat.fraud.http.FraudProblem;
import io.groat.fraud.model.Policy;
import io.groat.fraud.serving.ModelChange;
import io.groat.fraud.serving.ModelStore;
import io.groat.fraud.serving.ModelVersion;
import io.groat.fraud.serving.PackedModel;
import io.groat.fraud.state.NotedChanges;
import io.groat.fraud.state.Versions;
import io.groat.web.problem.ProblemException;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Brings models into force and into the shadow. */
final class ModelActivation {

    /** Where a model can stand. */
    enum Role {
        champion(Versions.MODEL),
        shadow(Versions.SHADOW);

        private final String version;

        Role(String version) {
            this.version = version;
        }
    }

    /**
     * What stands where.
     *
     * @param champion 0 for none
     * @param shadow 0 for none
     */
    record Standing(int champion, int shadow, Policy policy) {

        private int of(Role role) {
            return role == Role.champion ? champion : shadow;
        }
    }

    private final ModelStore store;
    private final Versions versions;
    private final Supplier<Mono<Void>> look;
    private final NotedChanges<ModelChange> changes;

    /** @param look sees to it that a change is in force here at once */
    ModelActivation(ModelStore store, Versions versions, Supplier<Mono<Void>> look) {
        this.store = store;
        this.versions = versions;
        this.look = look;
        this.changes = new NotedChanges<>(versions, store::note, store::takeBack, look);
    }

    /** What stands where now. */
    Mono<Standing> standing() {
        return versions.all()
                .map(all -> new Standing(
                        all.getOrDefault(Versions.MODEL, 0),
                        all.getOrDefault(Versions.SHADOW, 0),
                        all.getOrDefault(Versions.POLICY, 0) == 1 ? Policy.RULES_OVERRIDE : Policy.MAX));
    }

    /** Adds a model that was found valid. It scores nothing yet. */
    Mono<ModelVersion> add(String label, PackedModel file, String who, String note) {
        return NotedChanges.numbered(
                () -> store.latest(1)
                        .next()
                        .map(ModelVersion::version)
                        .defaultIfEmpty(0)
                        .map(latest -> new ModelVersion(latest + 1, label, file.length(), who, note, Instant.now()))
                        .flatMap(
                                next -> store.add(next, file).flatMap(added -> added ? Mono.just(next) : Mono.empty())),
                () -> new ProblemException(FraudProblem.TOO_BUSY));
    }

    /**
     * Puts a model there; 0 for none.
     *
     * @param replaces what the caller takes to stand there; null for anything
     */
    Mono<Standing> put(Role role, int version, String who, String note, @Nullable Integer replaces) {
        return standing().flatMap(before -> {
            int there = before.of(role);
            if (replaces != null && replaces != there) {
                return Mono.error(new ProblemException(
                        FraudProblem.MODELS_CHANGED, "replaces", "version " + there + " stands there"));
            }
            return change(role, there, version, who, note).then(Mono.defer(this::standing));
        });
    }

    /** Has model and rules decide by that policy from now on. */
    Mono<Standing> decideBy(Policy policy) {
        int wanted = policy == Policy.RULES_OVERRIDE ? 1 : 0;
        return versions.first(Versions.POLICY, 0)
                .then(versions.change(Versions.POLICY, 1 - wanted, wanted))
                .then(Mono.defer(() -> look.get().onErrorComplete()))
                .then(Mono.defer(this::standing));
    }

    private Mono<Void> change(Role role, int from, int to, String who, String note) {
        return versions.first(role.version, 0)
                .then(changes.make(
                        role.version,
                        from,
                        to,
                        ModelChange.now(role.name(), to, from, who, note),
                        () -> new ProblemException(FraudProblem.MODELS_CHANGED)));
    }
}
