/** The calls about money that goes out: destinations of users, payouts, and refunds of orders. */
@NullMarked
package io.groat.router.payout;

import org.jspecify.annotations.NullMarked;
