package io.groat.router.auth.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import io.groat.router.auth.call.People.Person;
import io.groat.router.auth.call.People.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;

/** A key is put there, signs after a while, and the old one is taken away: no token fails on the way. */
class KeyRotationIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Test
    void noTokenFailsWhileKeysChange() throws Exception {
        Path folder = People.newKeys();
        People people = People.fresh(
                "--groat.auth.keys=" + folder,
                "--groat.auth.reread=100ms",
                "--groat.auth.activation=500ms",
                "--groat.auth.access-time=2s");
        try (var router = people.router) {
            // As another service checks tokens: with what is published, kept for a while.
            NimbusReactiveJwtDecoder decoder = NimbusReactiveJwtDecoder.withJwkSetUri(
                            "http://127.0.0.1:" + router.port() + "/.well-known/jwks.json")
                    .jwsAlgorithm(SignatureAlgorithm.ES256)
                    .build();
            Person ada = people.somebody();
            String refresh = ada.refresh();
            Map<String, Instant> firstSeen = new LinkedHashMap<>();
            Instant end = Instant.now().plus(LIMIT);
            boolean oldGone = false;
            while (firstSeen.size() < 3 && Instant.now().isBefore(end)) {
                Reply reply = people.refresh(refresh);
                refresh = reply.text("$.refreshToken");
                String token = reply.text("$.accessToken");
                String key = SignedJWT.parse(token).getHeader().getKeyID();
                if (firstSeen.putIfAbsent(key, Instant.now()) == null && firstSeen.size() < 3) {
                    People.writeKey(folder, "key-" + firstSeen.size());
                }
                assertThat(decoder.decode(token).block()).isNotNull();
                assertThat(people.send(token, "GET", "/v1/users/" + ada.id(), null)
                                .status())
                        .isEqualTo(200);
                if (!oldGone
                        && firstSeen.size() > 1
                        && Instant.now().isAfter(firstSeen.get(key).plusSeconds(2))) {
                    oldGone = Files.deleteIfExists(folder.resolve("first.pem"));
                }
            }

            assertThat(firstSeen.keySet()).containsExactly("first", "key-1", "key-2");
        }
    }
}
