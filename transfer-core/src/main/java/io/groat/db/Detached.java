package io.groat.db;

import reactor.core.publisher.Mono;

/**
 * Work that goes on to its end though whoever asked for it leaves: cancelling a request in flight can wedge a connection
 * to MySQL for good, and what was begun with money is ended.
 */
public final class Detached {

    private Detached() {}

    public static <T> Mono<T> work(Mono<T> work) {
        return Mono.deferContextual(
                context -> Mono.fromFuture(() -> work.contextWrite(context).toFuture(), true));
    }
}
