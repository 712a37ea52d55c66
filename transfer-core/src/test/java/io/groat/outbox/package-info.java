/** Outbox rows. */
@NullMarked
package io.groat.outbox;

import org.jspecify.annotations.NullMarked;
