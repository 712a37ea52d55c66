@NullMarked
package io.groat.router.shard;

import org.jspecify.annotations.NullMarked;
