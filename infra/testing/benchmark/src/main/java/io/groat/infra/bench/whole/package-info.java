/** The whole system: the load on it, and what its consumers make of it. */
@NullMarked
package io.groat.infra.bench.whole;

import org.jspecify.annotations.NullMarked;
