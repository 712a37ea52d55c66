package io.groat.fraud.serving;

import com.datastax.oss.driver.api.core.cql.Row;
import io.groat.cassandra.Cassandra;
import io.groat.cassandra.Cql;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Models in Cassandra, their files compressed; which of them are in force stands in {@link io.groat.fraud.state.Versions}. */
public final class ModelStore {

    private static final String SCOPE = "fraud";
    private static final String ADD =
            "INSERT INTO models (scope, version, label, bytes, file, author, note, created_at)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) IF NOT EXISTS";
    private static final String ABOUT = "SELECT version, label, bytes, author, note, created_at FROM models";
    private static final String FIND = ABOUT + " WHERE scope = ? AND version = ?";
    private static final String LATEST = ABOUT + " WHERE scope = ? LIMIT ?";
    private static final String FILE = "SELECT file FROM models WHERE scope = ? AND version = ?";
    private static final String NOTE = "INSERT INTO model_history (scope, at, role, version, replaced, who, note)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)";
    private static final String TAKE_BACK = "DELETE FROM model_history WHERE scope = ? AND at = ?";
    private static final String HISTORY = "SELECT * FROM model_history WHERE scope = ? LIMIT ?";

    private final Cassandra cassandra;

    public ModelStore(Cassandra cassandra) {
        this.cassandra = cassandra;
    }

    /** Adds a model; false when that number is taken. */
    public Mono<Boolean> add(ModelVersion model, PackedModel file) {
        return cassandra.writeIf(new Cql(
                ADD,
                SCOPE,
                model.version(),
                model.label(),
                model.bytes(),
                file.bytes(),
                model.author(),
                model.note(),
                model.createdAt()));
    }

    /** What there is to know of one, without its file. */
    public Mono<ModelVersion> find(int version) {
        return cassandra.readOne(new Cql(FIND, SCOPE, version)).map(ModelStore::version);
    }

    /** The newest first. */
    public Flux<ModelVersion> latest(int limit) {
        return cassandra.read(new Cql(LATEST, SCOPE, limit)).map(ModelStore::version);
    }

    /** A model's file, as it was added. */
    public Mono<byte[]> file(int version) {
        return cassandra
                .readOne(new Cql(FILE, SCOPE, version))
                .map(row -> PackedModel.unpacked(Objects.requireNonNull(row.getByteBuffer("file"), "file")));
    }

    public Mono<Void> note(ModelChange change) {
        return cassandra.write(new Cql(
                NOTE,
                SCOPE,
                change.id(),
                change.role(),
                change.version(),
                change.replaced(),
                change.who(),
                change.note()));
    }

    /** Takes back the note of a change that did not come about. */
    public Mono<Void> takeBack(ModelChange change) {
        return cassandra.write(new Cql(TAKE_BACK, SCOPE, change.id()));
    }

    /** The newest first. */
    public Flux<ModelChange> history(int limit) {
        return cassandra
                .read(new Cql(HISTORY, SCOPE, limit))
                .map(row -> new ModelChange(
                        Objects.requireNonNull(row.getUuid("at")),
                        text(row, "role"),
                        row.getInt("version"),
                        row.getInt("replaced"),
                        text(row, "who"),
                        text(row, "note")));
    }

    private static ModelVersion version(Row row) {
        return new ModelVersion(
                row.getInt("version"),
                text(row, "label"),
                row.getLong("bytes"),
                text(row, "author"),
                text(row, "note"),
                Objects.requireNonNull(row.getInstant("created_at")));
    }

    private static String text(Row row, String column) {
        return Objects.requireNonNull(row.getString(column), column);
    }
}
