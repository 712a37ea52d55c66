/** Event bodies, pinned. */
@NullMarked
package io.groat.event;

import org.jspecify.annotations.NullMarked;
