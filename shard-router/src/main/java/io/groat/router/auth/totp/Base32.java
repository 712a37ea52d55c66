package io.groat.router.auth.totp;

import java.io.ByteArrayOutputStream;

/**
 * Base32 as authenticator apps read it: capital letters, no padding.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4648#section-6">RFC 4648, section 6</a>
 */
final class Base32 {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS = 5;

    private Base32() {}

    static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length * 8 / BITS + 1);
        int held = 0;
        int heldBits = 0;
        for (byte one : bytes) {
            held = (held << 8) | (one & 0xff);
            heldBits += 8;
            while (heldBits >= BITS) {
                heldBits -= BITS;
                text.append(ALPHABET.charAt((held >> heldBits) & 0x1f));
            }
            held &= (1 << heldBits) - 1;
        }
        if (heldBits > 0) {
            text.append(ALPHABET.charAt((held << (BITS - heldBits)) & 0x1f));
        }
        return text.toString();
    }

    static byte[] decode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int held = 0;
        int heldBits = 0;
        for (int i = 0; i < text.length(); i++) {
            int value = ALPHABET.indexOf(text.charAt(i));
            if (value < 0) {
                throw new IllegalArgumentException("not base32");
            }
            held = (held << BITS) | value;
            heldBits += BITS;
            if (heldBits >= 8) {
                heldBits -= 8;
                bytes.write(held >> heldBits);
                held &= (1 << heldBits) - 1;
            }
        }
        return bytes.toByteArray();
    }
}
