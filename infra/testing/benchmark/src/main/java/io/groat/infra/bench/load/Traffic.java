package io.groat.infra.bench.load;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The transfers of one run. The n-th transfer is the same in every run with the same seed. Which cell makes it depends on
 * how fast the cells before it were.
 */
public final class Traffic {
    /** Enough for any number of transfers: no transfer of a run is ever refused. */
    public static final long OPENING_BALANCE = 1_000_000_000L;

    public static final String CURRENCY = "EUR";

    private static final double ZIPF_EXPONENT = 1.0;
    private static final int HIGHEST_AMOUNT = 5_000;
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private final int users;
    private final long seed;
    private final UserPicker uniform;
    private final UserPicker zipf;
    private final AtomicLong made = new AtomicLong();

    /** @param users at least two */
    public Traffic(int users, long seed) {
        if (users < 2) {
            throw new IllegalArgumentException("money moves between two users at least, not " + users);
        }
        this.users = users;
        this.seed = seed;
        this.uniform = new UniformPicker(users);
        this.zipf = new ZipfPicker(users, ZIPF_EXPONENT);
    }

    public int users() {
        return users;
    }

    /** The id of a user by number. */
    public static String userId(int number) {
        return "user-" + number;
    }

    /** The next transfer, never given before. Safe for many threads. */
    public TransferOrder next(Skew skew) {
        return order(made.incrementAndGet(), skew);
    }

    TransferOrder order(long number, Skew skew) {
        SplittableRandom random = new SplittableRandom(seed + number * GOLDEN_GAMMA);
        UserPicker picker = skew == Skew.ZIPF ? zipf : uniform;
        int payer = picker.pick(random);
        int payee = picker.pick(random);
        while (payee == payer) {
            payee = picker.pick(random);
        }
        return new TransferOrder(number, payer, payee, 1L + random.nextInt(HIGHEST_AMOUNT));
    }
}
