/** Transfers as a stream of lines, without an end. */
@NullMarked
package io.groat.router.stream;

import org.jspecify.annotations.NullMarked;
