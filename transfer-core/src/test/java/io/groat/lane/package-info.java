/** Posting lanes on real servers, with faults. */
@NullMarked
package io.groat.lane;

import org.jspecify.annotations.NullMarked;
