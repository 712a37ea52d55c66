/** Double entry: postings, entries, and the book in which a batch is decided. */
@NullMarked
package io.groat.ledger;

import org.jspecify.annotations.NullMarked;
