/** Figures at hand: the last hour, the last day and all time, and the windows over them. */
@NullMarked
package io.groat.analytics.cache;

import org.jspecify.annotations.NullMarked;
