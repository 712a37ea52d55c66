package io.groat.infra.launcher.demo;

import tools.jackson.databind.JsonNode;

/**
 * How far the relay is, over all shards.
 *
 * @param waiting events that are not on Kafka yet
 * @param oldestMillis age of the oldest of them
 */
record RelayProgress(long waiting, long oldestMillis) {
    /** Reads the answer of {@code GET /v1/shards}. */
    static RelayProgress of(JsonNode shards) {
        long waiting = 0;
        long oldest = 0;
        for (JsonNode shard : shards.path("shards")) {
            waiting += shard.path("outbox").path("waiting").asLong(0);
            oldest = Math.max(oldest, shard.path("outbox").path("oldestAgeMs").asLong(0));
        }
        return new RelayProgress(waiting, oldest);
    }

    boolean done() {
        return waiting == 0;
    }
}
