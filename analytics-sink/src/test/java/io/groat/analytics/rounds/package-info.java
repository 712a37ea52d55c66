@NullMarked
package io.groat.analytics.rounds;

import org.jspecify.annotations.NullMarked;
