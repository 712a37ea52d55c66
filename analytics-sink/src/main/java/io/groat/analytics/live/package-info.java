/** Figures as they change, for all who watch. */
@NullMarked
package io.groat.analytics.live;

import org.jspecify.annotations.NullMarked;
