/** Shards in memory, for tests of the protocol that need thousands of runs. */
@NullMarked
package io.groat.simulation;

import org.jspecify.annotations.NullMarked;
