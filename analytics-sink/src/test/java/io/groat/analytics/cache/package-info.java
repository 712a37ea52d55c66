@NullMarked
package io.groat.analytics.cache;

import org.jspecify.annotations.NullMarked;
