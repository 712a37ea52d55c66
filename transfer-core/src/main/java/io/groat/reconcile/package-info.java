/** Checks the books: every shard by itself, and the money in flight between them. */
@NullMarked
package io.groat.reconcile;

import org.jspecify.annotations.NullMarked;
