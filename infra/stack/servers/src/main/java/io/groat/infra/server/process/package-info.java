/** Child processes: start, stop, kill, pause, and what they need of the machine's Java. */
@NullMarked
package io.groat.infra.server.process;

import org.jspecify.annotations.NullMarked;
