package io.groat.fraud.serving;

import io.groat.fraud.model.Model;
import io.groat.fraud.model.ModelFile;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Models by their number, whatever stands in force. Those that were asked for last are kept in memory, for a file of megabytes
 * takes a moment to read; a number's model never changes.
 */
public final class ModelLibrary {

    private static final int KEPT = 4;

    private final ModelStore store;
    private final Map<Integer, Model> kept = new LinkedHashMap<>(KEPT, 0.75f, true);

    public ModelLibrary(ModelStore store) {
        this.store = store;
    }

    /** Empty when there is none; an error ({@link io.groat.fraud.model.ModelRefused}) when it can't be used here. */
    public Mono<Model> find(int version) {
        return Mono.defer(() -> {
            Model known = known(version);
            return known != null
                    ? Mono.just(known)
                    : store.file(version)
                            .publishOn(Schedulers.boundedElastic())
                            .map(ModelFile::of)
                            .doOnNext(model -> keep(version, model));
        });
    }

    private synchronized @Nullable Model known(int version) {
        return kept.get(version);
    }

    private synchronized void keep(int version, Model model) {
        kept.put(version, model);
        if (kept.size() > KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
    }
}
