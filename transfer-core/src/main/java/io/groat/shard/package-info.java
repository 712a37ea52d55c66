/** Where things live: slots, the shard map, and ids that carry their slot. */
@NullMarked
package io.groat.shard;

import org.jspecify.annotations.NullMarked;
