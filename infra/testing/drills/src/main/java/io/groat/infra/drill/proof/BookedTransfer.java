package io.groat.infra.drill.proof;

import org.jspecify.annotations.Nullable;

/**
 * A row of a shard's {@code transfers}.
 *
 * @param shard whose table it stands in
 * @param payee as the request named it
 * @param reason why it is FAILED
 */
public record BookedTransfer(
        int shard,
        String id,
        String key,
        String payer,
        String payee,
        long amountMinor,
        String status,
        @Nullable String reason) {
    boolean completed() {
        return "COMPLETED".equals(status);
    }

    boolean failed() {
        return "FAILED".equals(status);
    }

    @Override
    public String toString() {
        return id + " (" + status + (reason == null ? "" : ", " + reason) + ", on shard " + shard + ")";
    }
}
