/** Money that goes out by payment gateways: payouts to destinations of users, and refunds of what they were paid by. */
@NullMarked
package io.groat.payout;

import org.jspecify.annotations.NullMarked;
