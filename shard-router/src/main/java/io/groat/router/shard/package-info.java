/** What stands around the shards in this service: configuration, guards, watch, life cycle. */
@NullMarked
package io.groat.router.shard;

import org.jspecify.annotations.NullMarked;
