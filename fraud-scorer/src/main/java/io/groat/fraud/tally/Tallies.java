package io.groat.fraud.tally;

import io.groat.fraud.score.ScoreStore;
import io.groat.fraud.serving.ModelLibrary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Tallies for the partitions that this process works on. */
public final class Tallies {

    private static final Logger LOG = LoggerFactory.getLogger(Tallies.class);

    private final TallyStore store;
    private final ModelLibrary models;
    private final ScoreStore scores;

    Tallies(TallyStore store, ModelLibrary models, ScoreStore scores) {
        this.store = store;
        this.models = models;
        this.scores = scores;
    }

    /**
     * A partition's, from where it was last written.
     *
     * @param source the facts' topic, by its id
     */
    public PartitionTally of(String source, int partition) {
        return new PartitionTally(store, this::bins, id -> store.patiently(scores.findFeatures(id)), source, partition);
    }

    /** Scoring does not wait for a model that nobody can read: what it scored is counted, and in no bins. */
    private Mono<Bins> bins(int version) {
        return store.patiently(models.find(version))
                .map(model -> new Bins(model.card().reference()))
                .onErrorResume(failure -> {
                    LOG.warn("What model {} scores is counted in no bins: {}", version, failure.toString());
                    return Mono.just(Bins.NONE);
                })
                .defaultIfEmpty(Bins.NONE);
    }
}
