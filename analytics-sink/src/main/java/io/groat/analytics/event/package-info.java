/** Events as this service takes them, and the story of each payment. */
@NullMarked
package io.groat.analytics.event;

import org.jspecify.annotations.NullMarked;
