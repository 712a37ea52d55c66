package io.groat.web.token;

import com.nimbusds.jose.jwk.JWK;
import reactor.core.publisher.Flux;

/** The keys that access tokens may be signed with at this moment, their public half. */
@FunctionalInterface
public interface PublicKeys {

    Flux<JWK> current();
}
