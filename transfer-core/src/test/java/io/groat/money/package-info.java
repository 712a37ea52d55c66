/** Currencies and amounts. */
@NullMarked
package io.groat.money;

import org.jspecify.annotations.NullMarked;
