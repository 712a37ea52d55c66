package io.groat.event;

import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * Body of BalanceUpdated: an account's balance after one or more entries that were committed together.
 *
 * @param seq number of the account's newest entry; of two such events the higher is the newer, of equals the later
 * @param posted minor units
 * @param held minor units
 */
public record BalanceUpdated(
        UUID accountId,
        String userId,
        int shard,
        String currency,
        @JsonSerialize(using = MinorUnitsJson.class) long posted,
        @JsonSerialize(using = MinorUnitsJson.class) long held,
        long seq,
        Instant at) {}
