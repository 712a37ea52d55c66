/** Calls for operators: shards, health, analytics, reconciliation. */
@NullMarked
package io.groat.router.ops;

import org.jspecify.annotations.NullMarked;
