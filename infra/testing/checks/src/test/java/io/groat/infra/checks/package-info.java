/** Checks over all modules together, on what the build wrote: imports, linkage, style. */
@NullMarked
package io.groat.infra.checks;

import org.jspecify.annotations.NullMarked;
