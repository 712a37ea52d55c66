@NullMarked
package io.groat.infra.bench.whole;

import org.jspecify.annotations.NullMarked;
