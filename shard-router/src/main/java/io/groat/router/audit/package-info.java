/** What was done by whom: an append-only log on each shard, its rows chained by hash. */
@NullMarked
package io.groat.router.audit;

import org.jspecify.annotations.NullMarked;
