package io.groat.router.http;

import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import io.groat.web.http.HeaderField;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Idempotency keys as clients send them.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/">The header's draft</a>
 */
public final class IdempotencyKeys {

    public static final String HEADER = "Idempotency-Key";
    /** Set on an answer that an earlier request had already. */
    public static final String REPLAYED = "Idempotency-Replayed";

    /** In characters. */
    public static final int MAX_LENGTH = 128;

    /** The header of a call that is nothing without. */
    public static final HeaderField NEEDED = new HeaderField(
            HEADER, "1 to 128 visible ASCII characters, the payer's own; quotes around them are left out", true);

    /** The header of a call that makes up a key itself when there is none. */
    public static final HeaderField OPTIONAL =
            new HeaderField(HEADER, "Without one each call is a transfer of its own", false);

    /** The header of an answer. */
    public static final HeaderField REPLAYED_FIELD =
            new HeaderField(REPLAYED, "`true` when an earlier request under this key had this answer", false);

    private static final String FIELD = "idempotencyKey";

    private IdempotencyKeys() {}

    /**
     * The key of a request: the header's value, without the quotes of a structured-header string.
     *
     * @throws RefusedException IDEMPOTENCY_KEY_MISSING, IDEMPOTENCY_KEY_INVALID
     */
    public static String ofHeader(HttpHeaders headers) {
        List<String> values = headers.getOrEmpty(HEADER);
        if (values.isEmpty()) {
            throw new RefusedException(Refused.of(Refusal.IDEMPOTENCY_KEY_MISSING, HEADER));
        }
        if (values.size() > 1) {
            throw new RefusedException(
                    Refused.of(Refusal.IDEMPOTENCY_KEY_INVALID, HEADER, "The header is there more than once"));
        }
        return checked(HEADER, unquoted(values.get(0).strip()));
    }

    /** The key of one transfer among several. */
    public static String ofField(@Nullable String value) {
        if (value == null) {
            throw new RefusedException(Refused.of(Refusal.IDEMPOTENCY_KEY_MISSING, FIELD));
        }
        return checked(FIELD, value);
    }

    private static String checked(String field, String key) {
        boolean visible = key.chars().allMatch(letter -> letter > ' ' && letter < 0x7f);
        if (key.isEmpty() || key.length() > MAX_LENGTH || !visible) {
            throw new RefusedException(Refused.of(Refusal.IDEMPOTENCY_KEY_INVALID, field));
        }
        return key;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted
                ? value.substring(1, value.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\")
                : value;
    }
}
