/** What a party did within sliding windows, in bounded memory. */
@NullMarked
package io.groat.fraud.window;

import org.jspecify.annotations.NullMarked;
