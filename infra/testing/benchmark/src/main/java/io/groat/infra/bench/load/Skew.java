package io.groat.infra.bench.load;

import java.util.Locale;

/** Who pays and who is paid. */
public enum Skew {
    /** Everybody as often as everybody else. */
    UNIFORM,
    /** The n-th user 1/n times as often as the first: about one transfer in eleven names the first as payer. */
    ZIPF;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
