package io.groat.router.shard;

import io.groat.db.ShardAddress;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The shards of the system and how the engine works on them.
 *
 * @param shards in the order of their numbers, 0 first; the order may never change
 */
@ConfigurationProperties("groat")
record RouterSettings(
        List<ShardSettings> shards,
        @DefaultValue EngineProperties engine,
        @DefaultValue GuardSettings guard) {

    @SuppressWarnings("ConstantValue") // Boot's binder passes null where nothing is configured.
    public RouterSettings {
        if (shards == null || shards.isEmpty()) {
            throw new IllegalArgumentException("groat.shards is empty: name at least one shard's MySQL, as in "
                    + "groat.shards[0].host, .port, .database, .user, .password");
        }
        // Asked for here, so that a mistake shows when the service starts and not with the first request.
        IntStream.range(0, shards.size()).forEach(shard -> shards.get(shard).address(shard));
    }

    public List<ShardAddress> addresses() {
        return IntStream.range(0, shards.size())
                .mapToObj(shard -> shards.get(shard).address(shard))
                .toList();
    }
}
