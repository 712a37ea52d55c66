@NullMarked
package io.groat.analytics.summary;

import org.jspecify.annotations.NullMarked;
