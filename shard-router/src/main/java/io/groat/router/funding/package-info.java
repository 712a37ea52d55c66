/** Calls that bring money in and take it out. */
@NullMarked
package io.groat.router.funding;

import org.jspecify.annotations.NullMarked;
