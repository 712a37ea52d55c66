package io.groat.router.auth.token;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The keys that are there at one time. All are published; one signs. */
public record Keyring(List<SigningKey> keys) {

    public Keyring {
        keys = List.copyOf(keys);
    }

    /**
     * The key that signs now: the newest that has been there for the activation time, so that everybody who checks
     * tokens has had time to learn of it. Where all are newer, the oldest. Empty when there is none.
     */
    public Optional<SigningKey> signer(Instant now, Duration activation) {
        Comparator<SigningKey> byAge = Comparator.comparing(SigningKey::since).thenComparing(SigningKey::id);
        return keys.stream()
                .filter(key -> !key.since().isAfter(now.minus(activation)))
                .max(byAge)
                .or(() -> keys.stream().min(byAge));
    }

    /** What others check tokens with. */
    public List<JWK> published() {
        return keys.stream().map(Keyring::published).toList();
    }

    private static JWK published(SigningKey key) {
        return new ECKey.Builder(Curve.P_256, key.publicKey())
                .keyID(key.id())
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.ES256)
                .build();
    }
}
