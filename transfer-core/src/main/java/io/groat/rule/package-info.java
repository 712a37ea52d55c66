/** Rules of money: what wallets may do, what kinds of payment cost, and how much of it was used. */
@NullMarked
package io.groat.rule;

import org.jspecify.annotations.NullMarked;
