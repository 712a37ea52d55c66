/** The parts of the stack: which there are, which run, how they start and stop. */
@NullMarked
package io.groat.infra.launcher.stack;

import org.jspecify.annotations.NullMarked;
