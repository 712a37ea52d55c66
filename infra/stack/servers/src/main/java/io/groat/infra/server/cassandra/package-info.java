/** Cassandra as a child process. */
@NullMarked
package io.groat.infra.server.cassandra;

import org.jspecify.annotations.NullMarked;
