/** The way to addresses that strangers gave: only where the public internet is. */
@NullMarked
package io.groat.notifier.outbound;

import org.jspecify.annotations.NullMarked;
