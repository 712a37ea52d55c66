package io.groat.fraud.rule;

import com.datastax.oss.driver.api.core.cql.Row;
import io.groat.cassandra.Cassandra;
import io.groat.cassandra.Cql;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Versions of the rules in Cassandra; which one is in force stands in {@link io.groat.fraud.state.Versions}. */
public final class RuleStore {

    private static final String SCOPE = "fraud";
    private static final String ADD = "INSERT INTO rule_versions (scope, version, yaml, author, note, created_at)"
            + " VALUES (?, ?, ?, ?, ?, ?) IF NOT EXISTS";
    private static final String FIND = "SELECT * FROM rule_versions WHERE scope = ? AND version = ?";
    private static final String LATEST = "SELECT * FROM rule_versions WHERE scope = ? LIMIT ?";
    private static final String NOTE = "INSERT INTO rule_history (scope, at, action, version, replaced, who, note)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)";
    private static final String TAKE_BACK = "DELETE FROM rule_history WHERE scope = ? AND at = ?";
    private static final String HISTORY = "SELECT * FROM rule_history WHERE scope = ? LIMIT ?";

    private final Cassandra cassandra;

    public RuleStore(Cassandra cassandra) {
        this.cassandra = cassandra;
    }

    /** Adds a version; false when that number is taken. */
    public Mono<Boolean> add(RuleVersion rules) {
        return cassandra.writeIf(
                new Cql(ADD, SCOPE, rules.version(), rules.yaml(), rules.author(), rules.note(), rules.createdAt()));
    }

    public Mono<RuleVersion> find(int version) {
        return cassandra.readOne(new Cql(FIND, SCOPE, version)).map(RuleStore::version);
    }

    /** The newest first. */
    public Flux<RuleVersion> latest(int limit) {
        return cassandra.read(new Cql(LATEST, SCOPE, limit)).map(RuleStore::version);
    }

    public Mono<Void> note(RuleChange change) {
        return cassandra.write(new Cql(
                NOTE,
                SCOPE,
                change.id(),
                change.action(),
                change.version(),
                change.replaced(),
                change.who(),
                change.note()));
    }

    /** Takes back the note of a change that did not come about. */
    public Mono<Void> takeBack(RuleChange change) {
        return cassandra.write(new Cql(TAKE_BACK, SCOPE, change.id()));
    }

    /** The newest first. */
    public Flux<RuleChange> history(int limit) {
        return cassandra.read(new Cql(HISTORY, SCOPE, limit)).map(RuleStore::change);
    }

    private static RuleVersion version(Row row) {
        return new RuleVersion(
                row.getInt("version"),
                text(row, "yaml"),
                text(row, "author"),
                text(row, "note"),
                Objects.requireNonNull(row.getInstant("created_at")));
    }

    private static RuleChange change(Row row) {
        return new RuleChange(
                Objects.requireNonNull(row.getUuid("at")),
                text(row, "action"),
                row.getInt("version"),
                row.getInt("replaced"),
                text(row, "who"),
                text(row, "note"));
    }

    private static String text(Row row, String column) {
        return Objects.requireNonNull(row.getString(column), column);
    }
}
