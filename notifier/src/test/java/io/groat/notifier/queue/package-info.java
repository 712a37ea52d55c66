@NullMarked
package io.groat.notifier.queue;

import org.jspecify.annotations.NullMarked;
