package io.groat.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What gateways call the orders that this router has just made known to them: they tell of them within minutes, and no shard
 * has to be searched then. What is not here any more, or was another router's, is found by asking all.
 */
final class OpenedOrders {

    private static final int REMEMBERED = 100_000;

    private final Cache<Name, UUID> orders =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    private record Name(String gateway, String providerId) {}

    void add(String gateway, String providerId, UUID order) {
        orders.put(new Name(gateway, providerId), order);
    }

    /** Null when it is not remembered. */
    @Nullable
    UUID find(String gateway, String providerId) {
        return orders.getIfPresent(new Name(gateway, providerId));
    }
}
