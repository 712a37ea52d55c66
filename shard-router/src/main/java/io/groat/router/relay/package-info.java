/** The outbox relay: brings every committed event to Kafka, in order, at least once. */
@NullMarked
package io.groat.router.relay;

import org.jspecify.annotations.NullMarked;
