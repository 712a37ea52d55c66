@NullMarked
package io.groat.analytics.event;

import org.jspecify.annotations.NullMarked;
