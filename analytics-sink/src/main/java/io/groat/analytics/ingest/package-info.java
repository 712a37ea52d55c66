/** From events to figures, exactly once in effect. */
@NullMarked
package io.groat.analytics.ingest;

import org.jspecify.annotations.NullMarked;
