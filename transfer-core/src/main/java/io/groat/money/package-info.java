/** Currencies and amounts in minor units. */
@NullMarked
package io.groat.money;

import org.jspecify.annotations.NullMarked;
