package io.groat.web.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A Lua script: Redis runs it to its end before it does anything else.
 *
 * @param sha1 under which Redis keeps it
 */
public record RedisScript(String text, String sha1) {

    /**
     * The script of that name beside the class.
     *
     * @throws IllegalStateException when there is none
     */
    public static RedisScript of(Class<?> beside, String name) {
        try (InputStream file = beside.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("there is no script " + name + " beside " + beside);
            }
            byte[] text = file.readAllBytes();
            return new RedisScript(
                    new String(text, StandardCharsets.UTF_8),
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
