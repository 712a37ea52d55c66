/** Figures by minute, hour and day, kept with the position they include. */
@NullMarked
package io.groat.analytics.aggregate;

import org.jspecify.annotations.NullMarked;
