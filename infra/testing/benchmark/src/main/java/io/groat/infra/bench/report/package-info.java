/** What came of it: medians, ratios, aims; as a table and as JSON. */
@NullMarked
package io.groat.infra.bench.report;

import org.jspecify.annotations.NullMarked;
