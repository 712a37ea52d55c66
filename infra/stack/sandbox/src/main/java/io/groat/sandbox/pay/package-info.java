/** The payer's page, and the ways in which a provider can behave. */
@NullMarked
package io.groat.sandbox.pay;

import org.jspecify.annotations.NullMarked;
