package io.groat.router.auth.call;

import io.groat.account.UserIds;
import io.groat.router.auth.user.UserFilter;
import io.groat.web.http.Cursor;
import io.groat.web.http.Filters;
import io.groat.web.http.Parameters;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Where a page of users ended, and by what it was filtered: their ids are texts, unlike those of other lists. The release
 * before wrote no filter; what it gave is taken as it was.
 */
final class UserCursor {

    private static final String VERSION = "U2";
    private static final String WITHOUT_FILTER = "U1";
    private static final int MAX_LENGTH = 200;

    private UserCursor() {}

    static String text(UserFilter.Place end, long digest) {
        String text = String.join(" ", VERSION, end.createdAt().toString(), end.id(), Long.toHexString(digest));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The cursor of a request; null when it has none; INVALID_CURSOR when it isn't one of this list, filtered so. */
    static UserFilter.@Nullable Place of(ServerRequest request, Filters filters) {
        Optional<String> given = request.queryParam("cursor");
        if (given.isEmpty()) {
            return null;
        }
        try {
            if (given.get().length() <= MAX_LENGTH) {
                String text = new String(Base64.getUrlDecoder().decode(given.get()), StandardCharsets.UTF_8);
                String[] parts = text.split(" ", -1);
                if (isOfThisList(parts, request, filters)) {
                    return new UserFilter.Place(time(parts[1]), id(parts[2]));
                }
            }
        } catch (IllegalArgumentException | DateTimeException unreadable) {
            // Refused below, as any other.
        }
        throw Cursor.invalid();
    }

    private static boolean isOfThisList(String[] parts, ServerRequest request, Filters filters) {
        return switch (parts.length) {
            case 3 -> parts[0].equals(WITHOUT_FILTER);
            case 4 -> parts[0].equals(VERSION) && parts[3].equals(Long.toHexString(filters.digest(request)));
            default -> false;
        };
    }

    /** One that the database holds. */
    private static Instant time(String text) {
        Instant time = Instant.parse(text);
        if (time.isBefore(Instant.EPOCH) || !time.isBefore(Parameters.LATEST)) {
            throw Cursor.invalid();
        }
        return time;
    }

    private static String id(String text) {
        if (!UserIds.isUserId(text)) {
            throw Cursor.invalid();
        }
        return text;
    }
}
