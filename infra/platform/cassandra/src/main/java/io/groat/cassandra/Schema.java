package io.groat.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Makes the keyspace and runs the schema files that it has not had yet, in order, one service at a time: Cassandra takes
 * changes of schema badly when they come from two sides at once. Each statement of a file has to be harmless when it is
 * run again, for a crash may come between it and the note that the file was run.
 */
final class Schema {

    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);
    private static final Duration STATEMENT_LIMIT = Duration.ofSeconds(30);
    private static final Duration LOCK_PAUSE = Duration.ofSeconds(1);
    private static final int LOCK_SECONDS = 120;

    private final CqlSession session;
    private final CassandraSettings settings;
    private final String owner = UUID.randomUUID().toString();

    Schema(CqlSession session, CassandraSettings settings) {
        this.session = session;
        this.settings = settings;
    }

    Mono<Void> update() {
        List<SchemaFile> files = SchemaFile.allIn(settings.schema());
        return run("CREATE KEYSPACE IF NOT EXISTS " + settings.keyspace() + " WITH replication = "
                        + settings.replication())
                .then(run("USE " + settings.keyspace()))
                .then(
                        run(
                                "CREATE TABLE IF NOT EXISTS schema_versions (version int PRIMARY KEY, name text, at timestamp)"))
                .then(run("CREATE TABLE IF NOT EXISTS schema_lock (id int PRIMARY KEY, owner text)"))
                .then(missing(files))
                .flatMap(missing -> missing.isEmpty() ? Mono.empty() : updateLocked(files));
    }

    private Mono<Void> updateLocked(List<SchemaFile> files) {
        return lock().then(missing(files)).flatMap(this::applyAll).then(unlock());
    }

    /** The driver would read the whole schema again after each statement, and take a second for it. */
    private Mono<Void> applyAll(List<SchemaFile> files) {
        return Mono.fromCompletionStage(() -> session.setSchemaMetadataEnabled(false))
                .thenMany(Flux.fromIterable(files))
                .concatMap(this::apply)
                .then(Mono.fromCompletionStage(() -> session.setSchemaMetadataEnabled(null)))
                .then();
    }

    private Mono<List<SchemaFile>> missing(List<SchemaFile> files) {
        return run("SELECT version FROM schema_versions").map(found -> {
            Set<Integer> there = new HashSet<>();
            for (Row row : found.currentPage()) {
                there.add(row.getInt("version"));
            }
            return files.stream()
                    .filter(file -> !there.contains(file.version()))
                    .toList();
        });
    }

    private Mono<Void> apply(SchemaFile file) {
        LOG.info("Cassandra schema {}: {}", settings.keyspace(), file.name());
        return Flux.fromIterable(file.statements())
                .concatMap(this::run)
                .then(run(
                        "INSERT INTO schema_versions (version, name, at) VALUES (?, ?, toTimestamp(now()))",
                        file.version(),
                        file.name()))
                .then();
    }

    private Mono<Void> lock() {
        return run("INSERT INTO schema_lock (id, owner) VALUES (1, ?) IF NOT EXISTS USING TTL " + LOCK_SECONDS, owner)
                .filter(AsyncResultSet::wasApplied)
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("another service changes the schema")))
                .retryWhen(Retry.fixedDelay(LOCK_SECONDS, LOCK_PAUSE)
                        .filter(failure -> failure instanceof IllegalStateException))
                .then();
    }

    private Mono<Void> unlock() {
        return run("DELETE FROM schema_lock WHERE id = 1 IF owner = ?", owner).then();
    }

    private Mono<AsyncResultSet> run(String text, Object... values) {
        SimpleStatement statement = SimpleStatement.newInstance(text, values).setTimeout(STATEMENT_LIMIT);
        return Mono.fromCompletionStage(() -> session.executeAsync(statement));
    }
}
