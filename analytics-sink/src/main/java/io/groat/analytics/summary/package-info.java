/** All figures of a window by name. */
@NullMarked
package io.groat.analytics.summary;

import org.jspecify.annotations.NullMarked;
