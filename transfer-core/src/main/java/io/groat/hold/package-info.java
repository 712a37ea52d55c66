/** Holds: money that is reserved for a payee, to be captured in parts or let go. */
@NullMarked
package io.groat.hold;

import org.jspecify.annotations.NullMarked;
