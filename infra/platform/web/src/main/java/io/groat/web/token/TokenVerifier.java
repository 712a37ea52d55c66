package io.groat.web.token;

import reactor.core.publisher.Mono;

/** Checks one kind of token. */
@FunctionalInterface
public interface TokenVerifier {

    /**
     * Whom the token stands for.
     *
     * @return never empty; fails with {@link BadTokenException} when the token is not good, and with anything else
     *     when that can't be said
     */
    Mono<Verified> verify(String token);
}
