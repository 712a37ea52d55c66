package io.groat.infra.training.generate.world;

/** Something that happens later. */
@FunctionalInterface
public interface Step {

    /** @param at when it happens, in milliseconds since 1970 */
    void run(long at);
}
