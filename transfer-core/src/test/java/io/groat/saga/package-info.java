/** The drive of a transfer, step by step. */
@NullMarked
package io.groat.saga;

import org.jspecify.annotations.NullMarked;
