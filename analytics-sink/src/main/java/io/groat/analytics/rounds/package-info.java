/** Work that is done again and again. */
@NullMarked
package io.groat.analytics.rounds;

import org.jspecify.annotations.NullMarked;
