@NullMarked
package io.groat.infra.bench.load;

import org.jspecify.annotations.NullMarked;
