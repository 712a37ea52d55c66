@NullMarked
package io.groat.payout;

import org.jspecify.annotations.NullMarked;
