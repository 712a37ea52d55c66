/** Secrets that are kept, and what is signed with them. */
@NullMarked
package io.groat.notifier.secret;

import org.jspecify.annotations.NullMarked;
