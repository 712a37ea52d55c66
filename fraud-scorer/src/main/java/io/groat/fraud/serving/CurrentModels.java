package io.groat.fraud.serving;

import io.groat.fraud.model.ModelFile;
import io.groat.fraud.model.ModelRefused;
import io.groat.fraud.model.Policy;
import io.groat.fraud.state.Versions;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Follows which models are in force. Where one can't be used here, as one that a newer release has added, that is told once
 * and what was in force stays: payments are scored in any case.
 */
public final class CurrentModels {

    private static final Logger LOG = LoggerFactory.getLogger(CurrentModels.class);

    private final ModelStore store;
    /** Read, and of no use here; nothing changes a file that is there. */
    private volatile @Nullable Wanted refused;

    private record Wanted(int champion, int shadow, Policy policy) {

        static Wanted of(Map<String, Integer> versions) {
            return new Wanted(
                    versions.getOrDefault(Versions.MODEL, 0),
                    versions.getOrDefault(Versions.SHADOW, 0),
                    versions.getOrDefault(Versions.POLICY, 0) == 1 ? Policy.RULES_OVERRIDE : Policy.MAX);
        }
    }

    public CurrentModels(ModelStore store) {
        this.store = store;
    }

    /**
     * What is in force.
     *
     * @param known what was; its models are not read again
     * @param versions of everything
     */
    public Mono<Models> now(Models known, Map<String, Integer> versions) {
        Wanted wanted = Wanted.of(versions);
        if (known.are(wanted.champion(), wanted.shadow(), wanted.policy()) || wanted.equals(refused)) {
            return Mono.just(known);
        }
        return Mono.zip(model(known, wanted.champion()), model(known, wanted.shadow()))
                .map(both -> new Models(both.getT1().orElse(null), both.getT2().orElse(null), wanted.policy()))
                .doOnNext(now -> LOG.info(
                        "Model {} is in force, {} in the shadow, by {}",
                        wanted.champion(),
                        wanted.shadow(),
                        wanted.policy()))
                .onErrorResume(ModelRefused.class, fault -> {
                    refused = wanted;
                    LOG.warn("A model can't be used here, what was in force stays: {}", fault.getMessage());
                    return Mono.just(known);
                });
    }

    private Mono<Optional<NumberedModel>> model(Models known, int version) {
        if (version == 0) {
            return Mono.just(Optional.empty());
        }
        NumberedModel same = known.find(version);
        return same != null ? Mono.just(Optional.of(same)) : read(version).map(Optional::of);
    }

    /** A file of megabytes takes a moment, which the driver's own threads are not for. */
    private Mono<NumberedModel> read(int version) {
        return store.file(version)
                .switchIfEmpty(Mono.error(() -> new ModelRefused("version", "there is no model " + version)))
                .publishOn(Schedulers.boundedElastic())
                .map(file -> new NumberedModel(version, ModelFile.of(file)));
    }
}
