package io.groat.fraud.state;

import reactor.core.publisher.Mono;

/** Sees to it that a change of what has {@link Versions} is in force in this process at once. */
@FunctionalInterface
public interface VersionRefresh {

    Mono<Void> now();
}
