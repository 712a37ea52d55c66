/** Money that users order from outside, by payment gateways. */
@NullMarked
package io.groat.order;

import org.jspecify.annotations.NullMarked;
