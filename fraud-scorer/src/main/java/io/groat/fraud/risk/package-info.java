/** The payers' last scores in Redis, for the gate before a debit. */
@NullMarked
package io.groat.fraud.risk;

import org.jspecify.annotations.NullMarked;
