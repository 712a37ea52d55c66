/** Histories gone through by the scorer's own feature code, in the time of their events. */
@NullMarked
package io.groat.infra.training.replay;

import org.jspecify.annotations.NullMarked;
