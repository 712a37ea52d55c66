/** Whom users may pay, where the type of a payment asks for it. */
@NullMarked
package io.groat.beneficiary;

import org.jspecify.annotations.NullMarked;
