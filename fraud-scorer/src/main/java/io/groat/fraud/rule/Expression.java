package io.groat.fraud.rule;

import io.groat.fraud.feature.Features;

/** Something reckoned from features: a number, or 1 for true and 0 for false. */
@FunctionalInterface
interface Expression {
    double of(Features features);

    default boolean holds(Features features) {
        return of(features) != 0;
    }
}
