/** How services read and write events: consumers that can be relied on, a publisher, the topics. */
@NullMarked
package io.groat.streams;

import org.jspecify.annotations.NullMarked;
