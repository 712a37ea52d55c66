/** The kinds of fraud, and how many cases of each there are. */
@NullMarked
package io.groat.infra.training.generate.fraud;

import org.jspecify.annotations.NullMarked;
