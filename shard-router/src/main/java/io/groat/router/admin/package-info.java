/** The page that those work with who look after wallets, rules and payments. */
@NullMarked
package io.groat.router.admin;

import org.jspecify.annotations.NullMarked;
