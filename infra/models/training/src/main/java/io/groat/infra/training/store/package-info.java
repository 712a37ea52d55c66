/** Models trained on what a running fraud-scorer keeps. */
@NullMarked
package io.groat.infra.training.store;

import org.jspecify.annotations.NullMarked;
