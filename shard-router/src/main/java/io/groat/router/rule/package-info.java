/** Calls on the rules of money: wallet types, transaction types, and how a wallet stands to its limits. */
@NullMarked
package io.groat.router.rule;

import org.jspecify.annotations.NullMarked;
