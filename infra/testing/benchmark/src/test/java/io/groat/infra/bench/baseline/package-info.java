@NullMarked
package io.groat.infra.bench.baseline;

import org.jspecify.annotations.NullMarked;
