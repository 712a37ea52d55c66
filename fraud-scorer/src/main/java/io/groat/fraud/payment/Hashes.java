package io.groat.fraud.payment;

import java.util.UUID;

/** 64 bits for a user or a payment. Two of a million users share them with a probability of one to 37 million. */
public final class Hashes {

    private Hashes() {}

    /** FNV-1a with the finish of MurmurHash3, over the characters. */
    public static long of(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return finish(hash);
    }

    public static long of(UUID id) {
        return finish(id.getMostSignificantBits() * 31 + id.getLeastSignificantBits());
    }

    private static long finish(long hash) {
        long mixed = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }
}
