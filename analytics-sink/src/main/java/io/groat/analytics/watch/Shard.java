package io.groat.analytics.watch;

import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A shard as the router sees it. What it does not know is null.
 *
 * @param accounts of users
 * @param balances of those, minor units by currency
 */
public record Shard(
        int number,
        String state,
        @Nullable String trouble,
        String breaker,
        @Nullable Double roundTripMs,
        int laneDepth,
        @Nullable Long accounts,
        @Nullable Long outboxWaiting,
        @Nullable Long outboxAgeMs,
        @Nullable Long pending,
        @Nullable Long pendingAgeMs,
        Map<String, BigInteger> balances) {

    public Shard {
        balances = Map.copyOf(balances);
    }

    Shard with(Map<String, BigInteger> others) {
        return new Shard(
                number,
                state,
                trouble,
                breaker,
                roundTripMs,
                laneDepth,
                accounts,
                outboxWaiting,
                outboxAgeMs,
                pending,
                pendingAgeMs,
                others);
    }
}
