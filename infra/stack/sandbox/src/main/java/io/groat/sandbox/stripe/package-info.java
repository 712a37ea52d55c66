/** The second provider's shapes, after Stripe. */
@NullMarked
package io.groat.sandbox.stripe;

import org.jspecify.annotations.NullMarked;
