/** The life of a transfer. */
@NullMarked
package io.groat.transfer;

import org.jspecify.annotations.NullMarked;
