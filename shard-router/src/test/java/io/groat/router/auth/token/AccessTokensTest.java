package io.groat.router.auth.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jayway.jsonpath.JsonPath;
import com.nimbusds.jose.jwk.JWKSet;
import io.groat.web.token.AccessSettings;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTokensTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private static final AccessSettings ACCESS = new AccessSettings(
            "https://groat.local", "groat", "", "", "", Duration.ZERO, 1, Duration.ZERO, 1, Map.of());

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void aTokenSaysWhoAndIsSignedByAPublishedKey() throws Exception {
        write("first", NOW);
        UUID session = UUID.randomUUID();
        AccessToken token = Objects.requireNonNull(
                tokens().issue("ada", session, Set.of("user", "analyst"), "a b").block());

        String[] parts = token.text().split("\\.", -1);
        assertThat(JsonPath.<String>read(text(parts[0]), "$.alg")).isEqualTo("ES256");
        assertThat(JsonPath.<String>read(text(parts[0]), "$.kid")).isEqualTo("first");
        Map<String, Object> claims = JsonPath.read(text(parts[1]), "$");
        assertThat(claims)
                .containsEntry("iss", "https://groat.local")
                .containsEntry("aud", "groat")
                .containsEntry("sub", "ada")
                .containsEntry("sid", session.toString())
                .containsEntry("roles", List.of("analyst", "user"))
                .containsEntry("scope", "a b")
                .containsEntry("iat", (int) NOW.getEpochSecond())
                .containsEntry("exp", (int) NOW.getEpochSecond() + 900)
                .containsKey("jti");
        assertThat(isSigned(parts, published())).isTrue();
        parts[1] = parts[1].substring(1);
        assertThat(isSigned(parts, published())).isFalse();
        assertThat(token).asString().doesNotContain(parts[2]);
    }

    @Test
    void theNewestKeySignsOnceEverybodyKnowsIt() throws Exception {
        write("old", NOW.minusSeconds(1000));
        write("current", NOW.minusSeconds(61));
        write("next", NOW.minusSeconds(59));
        Keyring ring = ring();

        assertThat(ring.keys()).extracting(SigningKey::id).containsExactlyInAnyOrder("old", "current", "next");
        assertThat(signer(ring, NOW)).isEqualTo("current");
        assertThat(signer(ring, NOW.plusSeconds(1))).isEqualTo("next");
    }

    @Test
    void aFirstKeySignsAtOnce() throws Exception {
        write("b", NOW);
        assertThat(signer(ring(), NOW)).isEqualTo("b");
        write("a", NOW.plusSeconds(1));
        assertThat(signer(ring(), NOW.plusSeconds(2))).isEqualTo("b");
    }

    @Test
    void whatIsNoKeyIsLeftOut() throws Exception {
        write("good", NOW);
        Files.writeString(folder.resolve("half.pem"), "-----BEGIN PRIVATE KEY-----\nMIGH");
        Files.writeString(folder.resolve("notes.txt"), "not a key");
        KeyPairGenerator other = KeyPairGenerator.getInstance("EC");
        other.initialize(new ECGenParameterSpec("secp384r1"));
        Files.writeString(
                folder.resolve("curve.pem"),
                pem(other.generateKeyPair().getPrivate().getEncoded()));

        assertThat(ring().keys()).extracting(SigningKey::id).containsExactly("good");
    }

    @Test
    void withoutAKeyNothingIsSigned() {
        assertThatThrownBy(() ->
                        tokens().issue("ada", UUID.randomUUID(), Set.of(), "").block())
                .isInstanceOf(NoSigningKeyException.class);
        assertThat(new KeyFolder(settings(null)).keys().block()).isEqualTo(new Keyring(List.of()));
    }

    private String published() {
        return new JWKSet(ring().published()).toString();
    }

    /** Checked with nothing but what is published, as another service would. */
    static boolean isSigned(String[] parts, String jwks) throws GeneralSecurityException {
        String kid = JsonPath.read(text(parts[0]), "$.kid");
        List<Map<String, String>> keys = JsonPath.read(jwks, "$.keys[?(@.kid == '" + kid + "')]");
        assertThat(keys).hasSize(1);
        assertThat(keys.get(0)).doesNotContainKey("d");
        KeyPairGenerator curve = KeyPairGenerator.getInstance("EC");
        curve.initialize(new ECGenParameterSpec("secp256r1"));
        var parameters = ((ECPrivateKey) curve.generateKeyPair().getPrivate()).getParams();
        PublicKey key = KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(
                        new ECPoint(number(keys.get(0), "x"), number(keys.get(0), "y")), parameters));
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(key);
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    }

    private static BigInteger number(Map<String, String> key, String name) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(Objects.requireNonNull(key.get(name))));
    }

    private static String text(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    private void write(String name, Instant since) throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        Path file = folder.resolve(name + ".pem");
        Files.writeString(file, pem(generator.generateKeyPair().getPrivate().getEncoded()));
        Files.setLastModifiedTime(file, FileTime.from(since));
    }

    private static String pem(byte[] key) {
        return "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key)
                + "\n-----END PRIVATE KEY-----\n";
    }

    private static String signer(Keyring ring, Instant now) {
        return ring.signer(now, Duration.ofSeconds(60)).orElseThrow().id();
    }

    private Keyring ring() {
        return Objects.requireNonNull(new KeyFolder(settings(folder)).keys().block());
    }

    private AccessTokens tokens() {
        return new AccessTokens(new KeyFolder(settings(folder)), settings(folder), ACCESS, InstantSource.fixed(NOW));
    }

    private static TokenSettings settings(@org.jspecify.annotations.Nullable Path folder) {
        return new TokenSettings(folder, Duration.ofMinutes(15), Duration.ofSeconds(30), Duration.ofSeconds(60));
    }
}
