/** How messages ended, for others to read. */
@NullMarked
package io.groat.notifier.outcome;

import org.jspecify.annotations.NullMarked;
