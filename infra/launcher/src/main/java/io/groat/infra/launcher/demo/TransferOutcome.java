package io.groat.infra.launcher.demo;

import tools.jackson.databind.JsonNode;

/**
 * How a transfer ended, read from a transfer object or a problem object.
 *
 * @param key its idempotency key; empty when the answer named none
 * @param result {@code COMPLETED}, {@code PENDING}, …, or the code of the refusal
 * @param refused whether no money moved
 * @param crossShard whether payer and payee live on different shards
 */
record TransferOutcome(String key, String result, boolean refused, boolean crossShard) {
    /** A problem's status is a number, a transfer's a word. */
    static TransferOutcome of(JsonNode answer) {
        String key = answer.path("idempotencyKey").asString("");
        JsonNode status = answer.path("status");
        if (status.isNumber() || answer.has("code")) {
            return new TransferOutcome(key, answer.path("code").asString("HTTP " + status.asString("?")), true, false);
        }
        return new TransferOutcome(
                key,
                status.asString("UNKNOWN"),
                "FAILED".equals(status.asString("")),
                answer.path("crossShard").asBoolean(false));
    }
}
