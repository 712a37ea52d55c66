/** Accounts: identity, status, balance, and the directory that finds them. */
@NullMarked
package io.groat.account;

import org.jspecify.annotations.NullMarked;
