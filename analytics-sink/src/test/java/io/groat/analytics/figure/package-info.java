@NullMarked
package io.groat.analytics.figure;

import org.jspecify.annotations.NullMarked;
