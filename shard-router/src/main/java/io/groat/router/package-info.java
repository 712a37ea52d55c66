/** The shard-router service: HTTP in front of the engine. */
@NullMarked
package io.groat.router;

import org.jspecify.annotations.NullMarked;
