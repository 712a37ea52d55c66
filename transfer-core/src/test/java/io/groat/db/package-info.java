/** Text, times and the schema. */
@NullMarked
package io.groat.db;

import org.jspecify.annotations.NullMarked;
