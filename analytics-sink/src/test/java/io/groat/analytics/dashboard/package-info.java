@NullMarked
package io.groat.analytics.dashboard;

import org.jspecify.annotations.NullMarked;
