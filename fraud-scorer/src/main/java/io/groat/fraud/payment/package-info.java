/** Payments as the ledger's events tell of them. */
@NullMarked
package io.groat.fraud.payment;

import org.jspecify.annotations.NullMarked;
