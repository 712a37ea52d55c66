/** The outbox relay: what the ledger committed goes to Kafka. */
@NullMarked
package io.groat.router.relay;

import org.jspecify.annotations.NullMarked;
