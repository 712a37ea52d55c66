/** Posting lanes: one writer a shard that commits what is waiting in one transaction. */
@NullMarked
package io.groat.lane;

import org.jspecify.annotations.NullMarked;
