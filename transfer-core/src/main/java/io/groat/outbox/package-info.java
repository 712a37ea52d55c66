/** The outbox: events written in the money's own transaction. */
@NullMarked
package io.groat.outbox;

import org.jspecify.annotations.NullMarked;
