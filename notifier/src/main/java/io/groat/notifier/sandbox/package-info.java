/** The world outside, as the local profile has it: an inbox that everybody can read. */
@NullMarked
package io.groat.notifier.sandbox;

import org.jspecify.annotations.NullMarked;
