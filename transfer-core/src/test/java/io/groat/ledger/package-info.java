/** The book's guards. */
@NullMarked
package io.groat.ledger;

import org.jspecify.annotations.NullMarked;
