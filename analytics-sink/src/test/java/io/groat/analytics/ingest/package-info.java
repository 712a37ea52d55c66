@NullMarked
package io.groat.analytics.ingest;

import org.jspecify.annotations.NullMarked;
