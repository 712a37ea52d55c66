/** Calls on accounts and their statements. */
@NullMarked
package io.groat.router.account;

import org.jspecify.annotations.NullMarked;
