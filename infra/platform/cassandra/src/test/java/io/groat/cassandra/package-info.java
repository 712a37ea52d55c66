@NullMarked
package io.groat.cassandra;

import org.jspecify.annotations.NullMarked;
