/** Calls on transfers: one, many, pages. */
@NullMarked
package io.groat.router.transfer;

import org.jspecify.annotations.NullMarked;
