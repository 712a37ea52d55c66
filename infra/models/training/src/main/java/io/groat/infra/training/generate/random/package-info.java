/** Randomness that is the same on every machine and every version of Java. */
@NullMarked
package io.groat.infra.training.generate.random;

import org.jspecify.annotations.NullMarked;
