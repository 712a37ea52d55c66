package io.groat.streams;

import java.util.List;
import reactor.core.publisher.Mono;

/**
 * What is done with the records of one partition, from the moment this process gets it until it loses it. Its methods
 * are called one after the other, never at once; a partition that comes back after it was lost has a new one.
 *
 * <p>A record comes at least once: after a crash or a move those come again that were not settled. They come in the
 * partition's order, without a gap.
 *
 * @param <T> what a record holds
 */
public interface PartitionWork<T> {

    /**
     * Takes the next records. When it fails, the stream subscribes anew and this work is thrown away; a work that can
     * wait for what is away does so itself.
     */
    Mono<Void> handle(List<Received<T>> next);

    /** Called from time to time, also when nothing comes, so that what was deferred is made durable. */
    default Mono<Void> settle() {
        return Mono.empty();
    }

    /**
     * The first record that still has to come again should this process die; the group's position is never moved past
     * it.
     *
     * @param handledUpTo the record after the last one handled
     */
    default long settledUpTo(long handledUpTo) {
        return handledUpTo;
    }
}
