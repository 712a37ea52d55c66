/** Checks that must see what is wrong. */
@NullMarked
package io.groat.reconcile;

import org.jspecify.annotations.NullMarked;
