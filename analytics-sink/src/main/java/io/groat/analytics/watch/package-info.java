/** What other parts say of themselves: shards, services, consumers. */
@NullMarked
package io.groat.analytics.watch;

import org.jspecify.annotations.NullMarked;
