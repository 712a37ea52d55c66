/** Slows down whoever guesses: after repeated failures nobody gets a try for a while, and longer each time. */
@NullMarked
package io.groat.router.auth.lockout;

import org.jspecify.annotations.NullMarked;
