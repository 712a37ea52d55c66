/** Models that are kept, and which of them score payments now. */
@NullMarked
package io.groat.fraud.serving;

import org.jspecify.annotations.NullMarked;
