/**
 * Kafka by reactor-kafka, and all that exists only to live with it: {@link io.groat.streams.reactor.Epochs epochs}, the
 * {@link io.groat.streams.reactor.Inbox inbox}, the {@link io.groat.streams.reactor.StallWatch watch}.
 */
@NullMarked
package io.groat.streams.reactor;

import org.jspecify.annotations.NullMarked;
