/** From what happened to messages. */
@NullMarked
package io.groat.notifier.intake;

import org.jspecify.annotations.NullMarked;
