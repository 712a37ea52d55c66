/** Messages: one thing told to one party by one channel, and where it stands. */
@NullMarked
package io.groat.notifier.message;

import org.jspecify.annotations.NullMarked;
