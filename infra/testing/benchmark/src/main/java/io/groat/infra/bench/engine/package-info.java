/** The engine, called in this process. */
@NullMarked
package io.groat.infra.bench.engine;

import org.jspecify.annotations.NullMarked;
