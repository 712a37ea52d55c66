/** How good scores are: figures and curves of what they tell apart. */
@NullMarked
package io.groat.infra.training.measure;

import org.jspecify.annotations.NullMarked;
