/** Transfers: life cycle, the pure decisions, and the drive across shards. */
@NullMarked
package io.groat.transfer;

import org.jspecify.annotations.NullMarked;
