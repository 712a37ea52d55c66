package io.groat.router.http;

import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Where a page ended, as text that means something only to the list that gave it.
 *
 * @param list which list
 * @param id what the list is of, or the last item's id
 * @param seq the last item's number, in lists that number their items
 */
public record Cursor(List list, UUID id, long seq) {

    /** The lists that have cursors. A letter stays with its list for good. */
    public enum List {
        ENTRIES((byte) 'E'),
        TRANSFERS((byte) 'T');

        private final byte letter;

        List(byte letter) {
            this.letter = letter;
        }
    }

    private static final byte VERSION = 1;
    private static final int LENGTH = 2 + 3 * Long.BYTES;

    public String text() {
        byte[] bytes = ByteBuffer.allocate(LENGTH)
                .put(VERSION)
                .put(list.letter)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .putLong(seq)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * The cursor of a request; null when it has none.
     *
     * @throws RefusedException INVALID_CURSOR when it isn't one of that list
     */
    public static @Nullable Cursor of(ServerRequest request, List list) {
        Optional<String> text = request.queryParam("cursor");
        return text.isEmpty() ? null : parse(text.get(), list);
    }

    static Cursor parse(String text, List list) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.remaining() == LENGTH && bytes.get() == VERSION && bytes.get() == list.letter) {
                return new Cursor(list, new UUID(bytes.getLong(), bytes.getLong()), bytes.getLong());
            }
        } catch (IllegalArgumentException notBase64) {
            // Refused below, as any other.
        }
        throw invalid();
    }

    public static RefusedException invalid() {
        return new RefusedException(Refused.of(Refusal.INVALID_CURSOR, "cursor"));
    }
}
