/** Servers of its own for one run. */
@NullMarked
package io.groat.infra.bench.stack;

import org.jspecify.annotations.NullMarked;
