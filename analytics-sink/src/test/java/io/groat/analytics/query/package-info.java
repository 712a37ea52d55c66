@NullMarked
package io.groat.analytics.query;

import org.jspecify.annotations.NullMarked;
