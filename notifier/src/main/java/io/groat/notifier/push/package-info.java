/** Push messages: Firebase and Web Push. */
@NullMarked
package io.groat.notifier.push;

import org.jspecify.annotations.NullMarked;
