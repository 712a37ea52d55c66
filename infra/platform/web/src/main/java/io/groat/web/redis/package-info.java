/** A service's connection to Redis, and scripts that run there. */
@NullMarked
package io.groat.web.redis;

import org.jspecify.annotations.NullMarked;
