/** The design most teams would write: JDBC, a connection pool, one transaction a leg. */
@NullMarked
package io.groat.infra.bench.baseline;

import org.jspecify.annotations.NullMarked;
