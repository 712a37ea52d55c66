/** Disputes: payers' banks that want back what a gateway has taken. */
@NullMarked
package io.groat.dispute;

import org.jspecify.annotations.NullMarked;
