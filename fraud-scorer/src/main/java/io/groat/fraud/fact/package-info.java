/** What the payer's step tells the payee's. */
@NullMarked
package io.groat.fraud.fact;

import org.jspecify.annotations.NullMarked;
