/** Messages as their readers see them: lists, read marks, the live stream. */
@NullMarked
package io.groat.notifier.inbox;

import org.jspecify.annotations.NullMarked;
