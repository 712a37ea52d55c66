package io.groat.fraud.score;

import io.groat.fraud.model.ModelFile;
import io.groat.fraud.serving.ModelChange;
import io.groat.fraud.serving.ModelStore;
import io.groat.fraud.serving.ModelVersion;
import io.groat.fraud.serving.PackedModel;
import io.groat.fraud.state.Versions;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.zip.GZIPInputStream;
import reactor.core.publisher.Mono;

/**
 * The model that is delivered, trained on generated payments. Where there never was any model it is added and put into the
 * shadow: it shows what a model would say, and decides nothing until somebody puts it in force.
 */
public final class FirstModel {

    private static final String FILE = "/first-model.gz";
    private static final String AUTHOR = "groat";
    private static final String NOTE = "as delivered; trained on generated payments";
    private static final int NUMBER = 1;

    private final ModelStore models;

    /** @param models where it is added */
    FirstModel(ModelStore models) {
        this.models = models;
    }

    /** The file of this release, as infra/train wrote it. */
    public static byte[] deliveredFile() throws IOException {
        try (InputStream in = FirstModel.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("there is no " + FILE);
            }
            return new GZIPInputStream(in).readNBytes(ModelFile.MOST_BYTES + 1);
        }
    }

    /**
     * Adds it where nobody has put any model anywhere, and there is none but perhaps this one: a start that was cut short is
     * taken up by the next.
     */
    Mono<Void> add(Versions versions) {
        return versions.all()
                .filter(all -> !all.containsKey(Versions.SHADOW) && !all.containsKey(Versions.MODEL))
                .flatMap(untouched ->
                        models.latest(1).next().map(FirstModel::isOurs).defaultIfEmpty(true))
                .filter(alone -> alone)
                .flatMap(alone -> Mono.fromCallable(FirstModel::deliveredFile))
                .flatMap(file -> add(file).then(versions.first(Versions.SHADOW, NUMBER)));
    }

    private Mono<Void> add(byte[] file) {
        String label = ModelFile.of(file).card().label();
        return models.add(
                        new ModelVersion(NUMBER, label, file.length, AUTHOR, NOTE, Instant.now()), PackedModel.of(file))
                .flatMap(added ->
                        added ? models.note(ModelChange.now("shadow", NUMBER, 0, AUTHOR, NOTE)) : Mono.<Void>empty());
    }

    private static boolean isOurs(ModelVersion latest) {
        return latest.version() == NUMBER && latest.author().equals(AUTHOR);
    }
}
