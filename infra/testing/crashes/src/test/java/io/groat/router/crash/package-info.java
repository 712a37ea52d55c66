/** Routers, shards and Kafka are killed, clients hang up: what was promised holds. */
@NullMarked
package io.groat.router.crash;

import org.jspecify.annotations.NullMarked;
