@NullMarked
package io.groat.analytics.live;

import org.jspecify.annotations.NullMarked;
