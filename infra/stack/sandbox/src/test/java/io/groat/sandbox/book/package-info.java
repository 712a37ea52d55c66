/** The journal through crashes. */
@NullMarked
package io.groat.sandbox.book;

import org.jspecify.annotations.NullMarked;
