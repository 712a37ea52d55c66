package io.groat.web.http;

import io.groat.web.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * The parameters by which a list is filtered. A cursor that keeps their {@link #digest} goes on by the filter that its
 * page began with: asked with another it would leave out what that filter takes of what was passed by, and nobody would
 * notice.
 */
public final class Filters {

    private final List<Query<?>> parameters;

    private Filters(List<Query<?>> parameters) {
        this.parameters = parameters;
    }

    public static Filters of(Query<?>... parameters) {
        return new Filters(List.of(parameters));
    }

    /** All parameters of the call: these and those. */
    public Query<?>[] with(Query<?>... others) {
        return Stream.concat(parameters.stream(), Arrays.stream(others)).toArray(Query<?>[]::new);
    }

    /**
     * 64 bits of what a request filters by, as it was understood and not as it was written. Parameters that are not there
     * count for nothing, so that cursors outlive a release that has more of them.
     *
     * @throws ProblemException INVALID_FIELD when one is not allowed
     */
    public long digest(ServerRequest request) {
        MessageDigest sha256 = sha256();
        for (Query<?> parameter : parameters) {
            Object value = parameter.of(request);
            if (value != null) {
                add(sha256, parameter.name());
                add(sha256, value.toString());
            }
        }
        return ByteBuffer.wrap(sha256.digest()).getLong();
    }

    /** With its length, so that no two texts after each other are two others. */
    private static void add(MessageDigest sha256, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        sha256.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
