/** A shard-router, called over HTTP: single requests, and streams. */
@NullMarked
package io.groat.infra.bench.router;

import org.jspecify.annotations.NullMarked;
