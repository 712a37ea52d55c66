package io.groat.infra.drill.proof;

/**
 * A row of a shard's {@code holds}.
 *
 * @param shard whose table it stands in
 * @param payee as the request named it
 * @param askedMinor what the request was for, in minor units, as are the others
 * @param amountMinor what is authorised, increments among it
 * @param over whether its time was over when it was read
 */
public record BookedHold(
        int shard,
        String id,
        String key,
        String payer,
        String payee,
        long askedMinor,
        long amountMinor,
        long capturedMinor,
        long releasedMinor,
        String status,
        boolean over) {

    boolean open() {
        return "AUTHORIZED".equals(status) || "PARTIALLY_CAPTURED".equals(status);
    }

    boolean expired() {
        return "EXPIRED".equals(status);
    }

    boolean released() {
        return "RELEASED".equals(status);
    }

    /** What is reserved. */
    long remainingMinor() {
        return amountMinor - capturedMinor - releasedMinor;
    }

    @Override
    public String toString() {
        return id + " (" + status + ", " + capturedMinor + " captured and " + releasedMinor + " released of "
                + amountMinor + ", on shard " + shard + ")";
    }
}
