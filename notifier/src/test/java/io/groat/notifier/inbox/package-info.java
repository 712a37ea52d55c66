@NullMarked
package io.groat.notifier.inbox;

import org.jspecify.annotations.NullMarked;
