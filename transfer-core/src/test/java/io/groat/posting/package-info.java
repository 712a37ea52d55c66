/** Every command against every rule, on a shard in memory. */
@NullMarked
package io.groat.posting;

import org.jspecify.annotations.NullMarked;
