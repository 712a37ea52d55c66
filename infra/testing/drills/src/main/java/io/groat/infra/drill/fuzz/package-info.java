/** Odd requests to every call of every service of a stack. */
@NullMarked
package io.groat.infra.drill.fuzz;

import org.jspecify.annotations.NullMarked;
