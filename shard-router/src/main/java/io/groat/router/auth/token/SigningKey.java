package io.groat.router.auth.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/**
 * A P-256 key that signs, or signed, access tokens.
 *
 * @param id its {@code kid}: the file's name without its ending
 * @param since when the file was written
 */
record SigningKey(String id, ECPrivateKey privateKey, ECPublicKey publicKey, Instant since) {

    static final String ENDING = ".pem";
    private static final int FIELD_BITS = 256;

    /**
     * Reads a PEM file with a PKCS #8 key.
     *
     * @throws IOException when it holds none, with the reason and nothing of the content
     */
    static SigningKey read(Path file) throws IOException {
        String name = file.getFileName().toString();
        String base64 = Files.readString(file)
                .replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "")
                .replaceAll("\\s", "");
        try {
            KeyFactory factory = KeyFactory.getInstance("EC");
            ECPrivateKey secret = (ECPrivateKey) factory.generatePrivate(
                    new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
            if (secret.getParams().getCurve().getField().getFieldSize() != FIELD_BITS) {
                throw new IOException(name + " holds a key of another curve than P-256");
            }
            return new SigningKey(
                    name.substring(0, name.length() - ENDING.length()),
                    secret,
                    publicOf(secret, factory),
                    Files.getLastModifiedTime(file).toInstant());
        } catch (GeneralSecurityException | IllegalArgumentException | ClassCastException unreadable) {
            throw new IOException(name + " holds no P-256 private key in PKCS #8", unreadable);
        }
    }

    /** The public point is the secret number times the curve's generator; the file need not say it. */
    private static ECPublicKey publicOf(ECPrivateKey secret, KeyFactory factory) throws GeneralSecurityException {
        var curve = ECNamedCurveTable.getParameterSpec("secp256r1");
        var point = new FixedPointCombMultiplier()
                .multiply(curve.getG(), secret.getS())
                .normalize();
        ECPoint affine = new ECPoint(
                point.getAffineXCoord().toBigInteger(), point.getAffineYCoord().toBigInteger());
        return (ECPublicKey) factory.generatePublic(new ECPublicKeySpec(affine, secret.getParams()));
    }

    /** Never shows the key. */
    @Override
    public String toString() {
        return "signing key " + id;
    }
}
