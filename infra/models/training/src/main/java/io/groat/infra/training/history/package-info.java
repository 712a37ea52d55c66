/** Histories of payments: files of them, row by row, in the order of time. */
@NullMarked
package io.groat.infra.training.history;

import org.jspecify.annotations.NullMarked;
