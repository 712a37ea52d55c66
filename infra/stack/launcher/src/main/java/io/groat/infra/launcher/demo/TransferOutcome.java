package io.groat.infra.launcher.demo;

import tools.jackson.databind.JsonNode;

/**
 * How a transfer ended, read from a transfer object or a problem object.
 *
 * @param key its idempotency key; empty when the answer named none
 * @param result {@code COMPLETED}, {@code PENDING}, …, or the code of the refusal
 * @param refused whether no money moved
 * @param crossShard whether payer and payee live on different shards
 * @param worthRepeating whether the same order could end otherwise in a moment: a full queue, a shard that is away
 */
record TransferOutcome(String key, String result, boolean refused, boolean crossShard, boolean worthRepeating) {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    /** A problem's status is a number, a transfer's a word. */
    static TransferOutcome of(JsonNode answer) {
        String key = answer.path("idempotencyKey").asString("");
        JsonNode status = answer.path("status");
        if (status.isNumber() || answer.has("code")) {
            int code = status.asInt(0);
            return new TransferOutcome(
                    key,
                    answer.path("code").asString("HTTP " + code),
                    true,
                    false,
                    code == TOO_MANY_REQUESTS || code == UNAVAILABLE);
        }
        return new TransferOutcome(
                key,
                status.asString("UNKNOWN"),
                "FAILED".equals(status.asString("")),
                answer.path("crossShard").asBoolean(false),
                false);
    }
}
