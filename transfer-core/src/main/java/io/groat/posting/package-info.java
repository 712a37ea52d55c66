/** Commands on one shard: what each needs, and the pure decision it comes to. */
@NullMarked
package io.groat.posting;

import org.jspecify.annotations.NullMarked;
