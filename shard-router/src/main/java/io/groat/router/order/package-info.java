/** The calls about orders for money from outside. */
@NullMarked
package io.groat.router.order;

import org.jspecify.annotations.NullMarked;
