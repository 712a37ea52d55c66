package io.groat.db;

import org.flywaydb.core.Flyway;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The schema of a shard, brought up to date by Flyway from {@code db/shard}. */
public final class ShardSchema {

    private ShardSchema() {}

    /**
     * Applies what is missing. Safe when several routers do it at once: Flyway locks. Fails with Flyway's own
     * message when the database was changed by hand or can't be reached.
     *
     * @return how many migrations were applied
     */
    public static Mono<Integer> migrate(ShardAddress address) {
        return Mono.fromCallable(() -> Flyway.configure()
                        .dataSource(address.jdbcUrl(), address.user(), address.password())
                        .locations("classpath:db/shard")
                        .connectRetries(0)
                        .load()
                        .migrate()
                        .migrationsExecuted)
                .subscribeOn(Schedulers.boundedElastic());
    }
}
