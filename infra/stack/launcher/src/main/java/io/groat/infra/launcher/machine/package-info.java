/** What the machine offers: memory, processors, who holds a port. */
@NullMarked
package io.groat.infra.launcher.machine;

import org.jspecify.annotations.NullMarked;
