package io.groat.fraud.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model as a file that people can open: a line with the format's version and the hash of all that follows, and one JSON
 * document (see {@link ModelJson}).
 *
 * <pre>
 * groat-model 1 sha256:9f86d081884c7d65…
 * {
 *   "label" : "…",
 * </pre>
 */
public final class ModelFile {

    /** Longer files are refused. */
    public static final int MOST_BYTES = 16 << 20;

    private static final int FORMAT = 1;
    /** As long as the first line can be. */
    private static final int MOST_HEAD = 120;

    private static final Pattern HEAD = Pattern.compile("groat-model (\\d{1,9}) sha256:([0-9a-f]{64})");

    private ModelFile() {}

    /** @throws ModelRefused when it can't be used, with the field */
    public static Model read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in);
        }
    }

    /**
     * Reads no further than a model can be long.
     *
     * @throws ModelRefused when it can't be used, with the field
     */
    public static Model read(InputStream in) throws IOException {
        return of(in.readNBytes(MOST_BYTES + 1));
    }

    /** @throws ModelRefused when they can't be used, with the field */
    public static Model of(byte[] file) {
        ModelRefused.require(file.length <= MOST_BYTES, "file", "it is longer than " + MOST_BYTES + " bytes");
        int end = 0;
        while (end < Math.min(file.length, MOST_HEAD) && file[end] != '\n') {
            end++;
        }
        Matcher head = HEAD.matcher(new String(file, 0, end, StandardCharsets.ISO_8859_1));
        ModelRefused.require(
                end < file.length && file[end] == '\n' && head.matches(), "file", "it does not begin as a model does");
        int format = Integer.parseInt(head.group(1));
        ModelRefused.require(
                format == FORMAT, "file", "it is of format " + format + ", only " + FORMAT + " can be read here");
        byte[] body = Arrays.copyOfRange(file, end + 1, file.length);
        ModelRefused.require(
                sha256(body).equals(head.group(2)), "file", "it is not as it was written: its hash is another");
        try {
            return ModelJson.read(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException noText) {
            throw new ModelRefused("file", "it is not in UTF-8");
        }
    }

    /** @throws ModelRefused when it is too large for a file */
    public static byte[] bytes(Model model) {
        return withHead(ModelJson.write(model).getBytes(StandardCharsets.UTF_8));
    }

    /** Puts the first line before a document. */
    static byte[] withHead(byte[] body) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(
                ("groat-model " + FORMAT + " sha256:" + sha256(body) + "\n").getBytes(StandardCharsets.ISO_8859_1));
        file.writeBytes(body);
        ModelRefused.require(file.size() <= MOST_BYTES, "file", "it is longer than " + MOST_BYTES + " bytes");
        return file.toByteArray();
    }

    /**
     * Writes it beside the file and then puts it in its place, so that nobody finds half of it.
     *
     * @throws ModelRefused when it is too large for a file
     */
    public static void write(Model model, Path file) throws IOException {
        byte[] bytes = bytes(model);
        Path beside = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.write(beside, bytes);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException("every platform has SHA-256", never);
        }
    }
}
