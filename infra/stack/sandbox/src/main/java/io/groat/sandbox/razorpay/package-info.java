/** The first provider's shapes, after Razorpay. */
@NullMarked
package io.groat.sandbox.razorpay;

import org.jspecify.annotations.NullMarked;
