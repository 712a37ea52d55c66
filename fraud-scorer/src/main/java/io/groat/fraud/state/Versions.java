package io.groat.fraud.state;

import io.groat.cassandra.Cassandra;
import io.groat.cassandra.Cql;
import java.util.HashMap;
import java.util.Map;
import reactor.core.publisher.Mono;

/** What has which version, for all processes to see that something has changed. */
public final class Versions {

    public static final String RULES = "rules";
    public static final String LISTS = "lists";

    /** The model that decides with the rules; 0 for none. */
    public static final String MODEL = "model";

    /** The model whose scores are only written down; 0 for none. */
    public static final String SHADOW = "shadow";

    /** How model and rules make one decision. */
    public static final String POLICY = "policy";

    private static final String SCOPE = "fraud";
    private static final String ALL = "SELECT name, version FROM versions WHERE scope = ?";
    private static final String FIRST = "INSERT INTO versions (scope, name, version) VALUES (?, ?, ?) IF NOT EXISTS";
    private static final String CHANGE = "UPDATE versions SET version = ? WHERE scope = ? AND name = ? IF version = ?";

    private final Cassandra cassandra;

    public Versions(Cassandra cassandra) {
        this.cassandra = cassandra;
    }

    public Mono<Map<String, Integer>> all() {
        return cassandra.read(new Cql(ALL, SCOPE)).collectList().map(rows -> {
            Map<String, Integer> versions = new HashMap<>();
            rows.forEach(row -> versions.put(String.valueOf(row.getString(0)), row.getInt(1)));
            return versions;
        });
    }

    /** Sets a version where there is none. */
    public Mono<Void> first(String name, int version) {
        return cassandra.writeIf(new Cql(FIRST, SCOPE, name, version)).then();
    }

    /** Changes a version; false when it is no longer what the caller took it to be. */
    public Mono<Boolean> change(String name, int from, int to) {
        return cassandra.writeIf(new Cql(CHANGE, to, SCOPE, name, from));
    }

    /** Raises a version by one, whoever else does so too. */
    public Mono<Void> raise(String name) {
        return first(name, 0)
                .then(all())
                .map(versions -> versions.getOrDefault(name, 0))
                .flatMap(version -> change(name, version, version + 1))
                .then();
    }
}
