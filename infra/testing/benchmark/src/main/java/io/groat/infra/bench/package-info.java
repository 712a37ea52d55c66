/** What the benchmark does, from its arguments to its report. */
@NullMarked
package io.groat.infra.bench;

import org.jspecify.annotations.NullMarked;
