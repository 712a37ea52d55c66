/** Payment gateways: how orders are made known to them, and how what they tell is taken. */
@NullMarked
package io.groat.router.gateway;

import org.jspecify.annotations.NullMarked;
