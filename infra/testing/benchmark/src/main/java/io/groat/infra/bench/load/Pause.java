package io.groat.infra.bench.load;

import java.util.concurrent.locks.LockSupport;

/** Lets time go by, which is a part of what is measured. */
public final class Pause {
    private Pause() {}

    /** @param nanos by {@link System#nanoTime} */
    public static void until(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
