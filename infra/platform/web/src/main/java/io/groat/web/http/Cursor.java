package io.groat.web.http;

import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Where a page ended, as text that means something only to the list that gave it.
 *
 * @param list the ASCII letter of the list, which stays with it for good
 * @param id what the list is of, or the last item's id
 * @param seq the last item's number, in lists that number their items; what the list is filtered by, where a cursor
 *     goes on by that alone
 */
public record Cursor(char list, UUID id, long seq) {

    private static final byte VERSION = 1;
    private static final int LENGTH = 2 + 3 * Long.BYTES;

    public String text() {
        byte[] bytes = ByteBuffer.allocate(LENGTH)
                .put(VERSION)
                .put((byte) list)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .putLong(seq)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * The cursor of a request; null when it has none.
     *
     * @throws ProblemException INVALID_CURSOR when it isn't one of that list
     */
    public static @Nullable Cursor of(ServerRequest request, char list) {
        Optional<String> text = request.queryParam("cursor");
        return text.isEmpty() ? null : parse(text.get(), list);
    }

    /**
     * The cursor of a request to a list that holds its pages to the filter they began with: its {@code seq} is that
     * filter's {@linkplain Filters#digest digest}. Null when it has none.
     *
     * @throws ProblemException INVALID_CURSOR when it isn't one of that list, filtered so
     */
    public static @Nullable Cursor of(ServerRequest request, char list, Filters filters) {
        Cursor cursor = of(request, list);
        if (cursor != null && cursor.seq != filters.digest(request)) {
            throw invalid();
        }
        return cursor;
    }

    static Cursor parse(String text, char list) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.remaining() == LENGTH && bytes.get() == VERSION && bytes.get() == list) {
                return new Cursor(list, new UUID(bytes.getLong(), bytes.getLong()), bytes.getLong());
            }
        } catch (IllegalArgumentException notBase64) {
            // Refused below, as any other.
        }
        throw invalid();
    }

    public static ProblemException invalid() {
        return new ProblemException(WebProblem.INVALID_CURSOR, "cursor", null);
    }
}
