package io.groat.notifier.push;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts push messages for a browser: {@code aes128gcm}, one record.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8291">RFC 8291, message encryption for Web Push</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8188">RFC 8188, encrypted content-encoding</a>
 */
final class WebPushCipher {

    /** What push services have to take at least (RFC 8030, 7.2), without what encryption adds. */
    static final int MOST = 3_900;

    private static final int RECORD = 4_096;
    private static final int SALT_BYTES = 16;
    private static final int POINT_BYTES = 65;
    private static final int HALF = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private WebPushCipher() {}

    static byte[] encrypt(byte[] plain, byte[] receiver, byte[] auth) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair sender = generator.generateKeyPair();
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return encrypt(
                plain,
                receiver,
                auth,
                (ECPrivateKey) sender.getPrivate(),
                point((ECPublicKey) sender.getPublic()),
                salt);
    }

    static byte[] encrypt(
            byte[] plain, byte[] receiver, byte[] auth, ECPrivateKey senderPrivate, byte[] sender, byte[] salt)
            throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(senderPrivate);
        agreement.doPhase(publicKey(receiver), true);
        byte[] info = join(ascii("WebPush: info\0"), receiver, sender, new byte[] {1});
        byte[] material = hmac(hmac(auth, agreement.generateSecret()), info);
        byte[] secret = hmac(salt, material);
        byte[] key = Arrays.copyOf(hmac(secret, ascii("Content-Encoding: aes128gcm\0\1")), 16);
        byte[] nonce = Arrays.copyOf(hmac(secret, ascii("Content-Encoding: nonce\0\1")), 12);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
        byte[] sealed = cipher.doFinal(join(plain, new byte[] {2}));
        return ByteBuffer.allocate(SALT_BYTES + 4 + 1 + POINT_BYTES + sealed.length)
                .put(salt)
                .putInt(RECORD)
                .put((byte) POINT_BYTES)
                .put(sender)
                .put(sealed)
                .array();
    }

    static ECPublicKey publicKey(byte[] point) throws GeneralSecurityException {
        if (point.length != POINT_BYTES || point[0] != 4) {
            throw new GeneralSecurityException("not an uncompressed point of P-256");
        }
        ECPoint at = new ECPoint(
                new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + HALF)),
                new BigInteger(1, Arrays.copyOfRange(point, 1 + HALF, POINT_BYTES)));
        return (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(at, curve()));
    }

    static ECPrivateKey privateKey(byte[] scalar) throws GeneralSecurityException {
        return (ECPrivateKey)
                KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(new BigInteger(1, scalar), curve()));
    }

    private static ECParameterSpec curve() throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        return parameters.getParameterSpec(ECParameterSpec.class);
    }

    private static byte[] point(ECPublicKey key) {
        ByteBuffer point = ByteBuffer.allocate(POINT_BYTES).put((byte) 4);
        for (BigInteger half :
                new BigInteger[] {key.getW().getAffineX(), key.getW().getAffineY()}) {
            byte[] bytes = half.toByteArray();
            int begin = Math.max(0, bytes.length - HALF);
            point.put(new byte[HALF - (bytes.length - begin)]).put(bytes, begin, bytes.length - begin);
        }
        return point.array();
    }

    private static byte[] hmac(byte[] key, byte[] data) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(data);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] join(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        Arrays.stream(parts).forEach(all::put);
        return all.array();
    }
}
