package io.groat.fraud.state;

import org.jspecify.annotations.Nullable;

/** Which topic the states of a kind are made from: those of another one of the same name are not theirs. */
@FunctionalInterface
public interface StateSource {

    /** The topic's id; null before the start. */
    @Nullable
    String of(StateKind<?> kind);
}
