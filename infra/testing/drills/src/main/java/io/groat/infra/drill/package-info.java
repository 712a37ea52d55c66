/** The fault drill: load, faults, and the proof, as one command. */
@NullMarked
package io.groat.infra.drill;

import org.jspecify.annotations.NullMarked;
