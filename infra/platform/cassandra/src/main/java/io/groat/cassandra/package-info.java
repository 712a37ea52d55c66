/** How services use Cassandra: a session that may come late, statements, the schema, health. */
@NullMarked
package io.groat.cassandra;

import org.jspecify.annotations.NullMarked;
