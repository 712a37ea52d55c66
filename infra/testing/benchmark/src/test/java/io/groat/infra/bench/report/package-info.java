@NullMarked
package io.groat.infra.bench.report;

import org.jspecify.annotations.NullMarked;
