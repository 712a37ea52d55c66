@NullMarked
package io.groat.infra.server.cassandra;

import org.jspecify.annotations.NullMarked;
