/** Calls that give money back. */
@NullMarked
package io.groat.router.refund;

import org.jspecify.annotations.NullMarked;
