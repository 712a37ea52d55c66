package io.groat.router.auth.call;

import io.groat.account.UserIds;
import io.groat.router.auth.login.LoginName;
import io.groat.router.auth.password.PasswordRules;
import io.groat.router.auth.session.Client;
import io.groat.router.auth.user.Identifier;
import io.groat.web.guard.RemoteAddress;
import io.groat.web.http.Parameters;
import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import java.text.Normalizer;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;

/** Fields that several of these calls take, each judged by itself. */
final class AuthFields {

    private static final int MAX_NAME = 140;
    private static final int MAX_CODE = 40;
    /** Longer than any password, however its letters are taken apart. */
    static final int MAX_TYPED = 4 * PasswordRules.MAX_LENGTH;

    private static final int UUID_LENGTH = 36;
    private static final Pattern UNSEEN = Pattern.compile("[\\s\\p{Z}\\p{Cf}]");

    private AuthFields() {}

    static void requireUserId(String field, String userId) {
        if (!UserIds.isUserId(userId)) {
            throw Parameters.invalid(
                    field,
                    "\"" + field + "\" has to be 1 to " + UserIds.MAX_LENGTH
                            + " letters, digits and . _ : @ + -, a letter or digit first");
        }
    }

    static Identifier phone(String text) {
        return Identifier.phone(text)
                .orElseThrow(() -> Parameters.invalid(
                        "phone", "\"phone\" has to be an international number such as +4915112345678"));
    }

    static Identifier email(String text) {
        return Identifier.email(text)
                .orElseThrow(
                        () -> Parameters.invalid("email", "\"email\" has to be an address such as ada@example.com"));
    }

    static String fullName(String text) {
        return personName("fullName", text);
    }

    /** A person's name, or a part of one. */
    static String personName(String field, String text) {
        String name = text.strip();
        boolean storable = name.codePoints()
                .noneMatch(point -> Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE);
        if (name.isEmpty() || name.codePointCount(0, name.length()) > MAX_NAME || !storable) {
            throw Parameters.invalid(field, "\"" + field + "\" has to be 1 to " + MAX_NAME + " characters");
        }
        return name;
    }

    /** The one of userId, phone and email that stands there. */
    static LoginName name(@Nullable String userId, @Nullable String phone, @Nullable String email) {
        long given = Stream.of(Optional.ofNullable(userId), Optional.ofNullable(phone), Optional.ofNullable(email))
                .filter(Optional::isPresent)
                .count();
        if (given != 1) {
            throw new ProblemException(
                    given == 0 ? WebProblem.MISSING_FIELD : WebProblem.INVALID_FIELD,
                    "userId",
                    "One of \"userId\", \"phone\" and \"email\" has to be there, and one alone");
        }
        if (userId != null) {
            requireUserId("userId", userId);
            return new LoginName.ById(userId);
        }
        return phone != null ? byPhone(phone) : byEmail(String.valueOf(email));
    }

    static LoginName.ByIdentifier byEmail(String text) {
        return new LoginName.ByIdentifier(email(text), null);
    }

    /** A number that was kept as it is typed is found, though it would not be taken now. */
    static LoginName.ByIdentifier byPhone(String text) {
        Optional<Identifier> before = Identifier.phoneBefore(text);
        Optional<Identifier> now = Identifier.phone(text);
        return now.isEmpty() && before.isPresent()
                ? new LoginName.ByIdentifier(before.get(), null)
                : new LoginName.ByIdentifier(
                        phone(text),
                        before.filter(kept -> !kept.equals(now.orElse(null))).orElse(null));
    }

    /** A code in plain digits and letters, without what people type or paste into it and can't see. */
    static String code(String typed) {
        String text = UNSEEN.matcher(Normalizer.normalize(typed, Normalizer.Form.NFKC))
                .replaceAll("");
        if (text.isEmpty() || text.length() > MAX_CODE) {
            throw Parameters.invalid("code", "\"code\" has to be six digits, or a recovery code");
        }
        return text;
    }

    static Optional<UUID> id(@Nullable String text) {
        try {
            return text == null || text.length() != UUID_LENGTH ? Optional.empty() : Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }

    /** Who is at the other end. */
    static Client client(ServerRequest request) {
        String device = request.headers().firstHeader("User-Agent");
        return new Client(device == null ? "" : device, RemoteAddress.of(request.exchange()));
    }
}
