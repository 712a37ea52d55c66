/** Figures made anew from the topics, beside those in use. */
@NullMarked
package io.groat.analytics.rebuild;

import org.jspecify.annotations.NullMarked;
