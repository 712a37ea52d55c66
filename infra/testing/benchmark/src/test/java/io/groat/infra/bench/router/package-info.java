@NullMarked
package io.groat.infra.bench.router;

import org.jspecify.annotations.NullMarked;
