@NullMarked
package io.groat.analytics;

import org.jspecify.annotations.NullMarked;
