/** The durable queue: what is due, who delivers it, and when it is tried again. */
@NullMarked
package io.groat.notifier.queue;

import org.jspecify.annotations.NullMarked;
