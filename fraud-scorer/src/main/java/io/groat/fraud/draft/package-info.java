/** How rules are tried out, published and rolled back. */
@NullMarked
package io.groat.fraud.draft;

import org.jspecify.annotations.NullMarked;
