@NullMarked
package io.groat.analytics.watch;

import org.jspecify.annotations.NullMarked;
