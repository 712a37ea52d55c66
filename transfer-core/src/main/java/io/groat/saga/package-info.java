/** The drive of a transfer across two shards, as a table of steps. */
@NullMarked
package io.groat.saga;

import org.jspecify.annotations.NullMarked;
