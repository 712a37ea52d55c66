/** The router's connection to Redis, and scripts that run there. */
@NullMarked
package io.groat.router.redis;

import org.jspecify.annotations.NullMarked;
