package io.groat.router.auth.call;

import io.groat.router.auth.user.User;
import io.groat.router.auth.user.UserFilter;
import io.groat.web.http.Cursor;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;

/** Where a page of users ended: their ids are texts, unlike those of other lists. */
final class UserCursor {

    private static final String VERSION = "U1 ";
    private static final int MAX_LENGTH = 200;

    private UserCursor() {}

    static String text(User last) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((VERSION + last.createdAt() + " " + last.id()).getBytes(StandardCharsets.UTF_8));
    }

    /** The cursor of a request; null when it has none; INVALID_CURSOR when it isn't one of this list. */
    static UserFilter.@Nullable Place of(ServerRequest request) {
        Optional<String> given = request.queryParam("cursor");
        if (given.isEmpty()) {
            return null;
        }
        try {
            if (given.get().length() <= MAX_LENGTH) {
                String text = new String(Base64.getUrlDecoder().decode(given.get()), StandardCharsets.UTF_8);
                String[] parts = text.split(" ", -1);
                if (parts.length == 3 && text.startsWith(VERSION)) {
                    return new UserFilter.Place(Instant.parse(parts[1]), parts[2]);
                }
            }
        } catch (IllegalArgumentException | DateTimeException unreadable) {
            // Refused below, as any other.
        }
        throw Cursor.invalid();
    }
}
