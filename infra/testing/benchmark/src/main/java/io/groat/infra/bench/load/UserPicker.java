package io.groat.infra.bench.load;

import java.util.random.RandomGenerator;

/** Picks users, by their number from 0 on. Safe for many threads, each with a generator of its own. */
public interface UserPicker {
    int pick(RandomGenerator random);
}
