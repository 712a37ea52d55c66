package io.groat.web.http;

import reactor.core.publisher.Mono;

/** Work that goes on to its end though the client who asked for it leaves. */
public final class Detached {

    private Detached() {}

    public static <T> Mono<T> work(Mono<T> work) {
        return Mono.deferContextual(
                context -> Mono.fromFuture(() -> work.contextWrite(context).toFuture(), true));
    }
}
