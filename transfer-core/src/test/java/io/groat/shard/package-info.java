/** Slots, the shard map and ids. */
@NullMarked
package io.groat.shard;

import org.jspecify.annotations.NullMarked;
