package io.groat.infra.bench.load;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Transfers that are made before a cell, for it to give back. Safe for many threads. */
public final class Originals {
    /** So many that two refunds of one hardly ever meet; fewer where there are few users, whom a quick look is at. */
    private static final int MOST = 10_000;

    private static final int A_USER = 10;

    /** What one refund gives back, in minor units. */
    public static final long PART = 1;

    /** Enough for all refunds of a cell. */
    private static final long AMOUNT = 10_000;

    private final int users;
    private final AtomicLong made = new AtomicLong();

    /** @param users at least two */
    public Originals(int users) {
        this.users = users;
    }

    /** The next one; its number is none of a cell's. */
    public TransferOrder next() {
        int payer = ThreadLocalRandom.current().nextInt(users);
        int payee = (payer + 1 + ThreadLocalRandom.current().nextInt(users - 1)) % users;
        return new TransferOrder(-made.incrementAndGet(), payer, payee, AMOUNT);
    }

    /** How many a cell needs. */
    public int count() {
        return Math.min(MOST, users * A_USER);
    }

    /** The one that an order gives back. */
    public static <T> T of(List<T> originals, TransferOrder order) {
        return originals.get((int) (order.number() % originals.size()));
    }
}
