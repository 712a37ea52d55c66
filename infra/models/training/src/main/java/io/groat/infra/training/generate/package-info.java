/** Histories of payments with frauds in them: from what is asked for to a file and what is said of it. */
@NullMarked
package io.groat.infra.training.generate;

import org.jspecify.annotations.NullMarked;
