package io.groat.infra.bench.load;

import java.util.random.RandomGenerator;

/**
 * Picks all users alike.
 *
 * @param users how many there are
 */
record UniformPicker(int users) implements UserPicker {
    @Override
    public int pick(RandomGenerator random) {
        return random.nextInt(users);
    }
}
