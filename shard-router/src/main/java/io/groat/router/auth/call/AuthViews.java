package io.groat.router.auth.call;

import io.groat.router.auth.login.Grant;
import io.groat.router.auth.otp.Challenge;
import io.groat.router.auth.session.Session;
import io.groat.router.auth.user.User;
import io.groat.router.auth.user.UserStatus;
import io.groat.web.shape.Doc;
import io.groat.web.shape.Flat;
import io.groat.web.shape.LeftOut;
import io.groat.web.shape.Text;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What these calls answer. */
final class AuthViews {

    static final String METHODS =
            "otp: a code that was sent; totp: one of an authenticator app; recovery: a recovery code";

    private AuthViews() {}

    /** What asks for a code. */
    @Doc("Asks for a code; see POST /v1/auth/otp/verify, and of an e-mail address POST /v1/users/{id}/email/verify")
    record ChallengeView(
            UUID challengeId,
            @Doc(value = METHODS, example = "[\"otp\"]") List<String> methods,
            Instant expiresAt) {

        static ChallengeView of(Challenge challenge) {
            return new ChallengeView(
                    challenge.id(),
                    challenge.methods().stream()
                            .map(method -> method.name().toLowerCase(Locale.ROOT))
                            .sorted()
                            .toList(),
                    challenge.expiresAt());
        }

        private static @Nullable ChallengeView ofMaybe(@Nullable Challenge challenge) {
            return challenge == null ? null : of(challenge);
        }
    }

    /** What a password comes to. */
    @Doc("A second factor is asked, or the user is in: `mfaRequired` tells which")
    sealed interface LoginView permits SecondFactorView, GrantView {}

    /** A second factor is asked. */
    record SecondFactorView(
            @Doc(value = "true: it is asked", example = "true")
            boolean mfaRequired,

            @Flat ChallengeView challenge) implements LoginView {

        static SecondFactorView of(Challenge challenge) {
            return new SecondFactorView(true, ChallengeView.of(challenge));
        }
    }

    /** The user is in. */
    @Doc("Tokens of a user who is in")
    record GrantView(
            @Doc(value = "false: the user is in", example = "false")
            boolean mfaRequired,

            @Doc(example = "alice") String userId,

            @Doc(value = "A JWT, ES256; keys at /.well-known/jwks.json", example = "eyJhbGciOiJFUzI1NiJ9.e30.c2ln")
            String accessToken,

            @Doc(example = "Bearer") String tokenType,
            @Doc(value = "Seconds", example = "900") long expiresIn,

            @Doc(value = "Opaque; good once", example = "r-0123456789abcdef")
            String refreshToken,

            UUID sessionId,

            @Doc("An e-mail address that is still to be proven") @LeftOut @Nullable
            ChallengeView emailChallenge)
            implements LoginView {

        static GrantView of(Grant grant) {
            return new GrantView(
                    false,
                    grant.userId(),
                    grant.access().text(),
                    "Bearer",
                    grant.access().time().toSeconds(),
                    grant.refresh().text(),
                    grant.refresh().sessionId(),
                    ChallengeView.ofMaybe(grant.email()));
        }
    }

    /** A user who registered. */
    record RegisteredView(
            @Doc(example = "alice") String userId,
            UserStatus status,
            @Flat ChallengeView challenge) {}

    /** A place where somebody is logged in. */
    record SessionView(
            UUID id,
            @Doc("Whether it is the one that asks") boolean current,

            @Doc(value = "As it said itself", example = "curl/8.5.0")
            String device,

            @Doc(example = "127.0.0.1") String address,
            Instant createdAt,
            Instant lastUsedAt,
            Instant expiresAt) {

        static SessionView of(Session session, boolean current) {
            return new SessionView(
                    session.id(),
                    current,
                    session.device(),
                    session.address(),
                    session.createdAt(),
                    session.usedAt(),
                    session.expiresAt());
        }
    }

    /** A user. */
    @Doc("A user")
    record UserView(
            @Doc(example = "alice") String id,

            @Doc("PENDING until the phone is proven; CLOSED does not log in")
            UserStatus status,

            @Doc(value = "user, operator, analyst, admin", example = "[\"user\"]")
            List<String> roles,

            @Doc(example = "Ada Lovelace") String fullName,

            @Doc(value = "E.164", example = "+4915112345678")
            String phone,

            boolean phoneVerified,

            @Doc(value = "Once it is proven", example = "ada@example.com") @Nullable
            String email,

            @Doc("Whether its code was told; not so with one from before that was asked, until it is proven")
            boolean emailVerified,

            @Text(oneOf = {"otp", "totp"}) String secondFactor,
            int shard,
            Instant createdAt,
            Instant updatedAt,

            @Doc("Another e-mail address, to be proven") @LeftOut @Nullable
            ChallengeView emailChallenge) {

        static UserView of(User user, int shard) {
            return of(user, shard, null);
        }

        /** @param email asks for the proof of another e-mail address; null for none */
        static UserView of(User user, int shard, @Nullable Challenge email) {
            return new UserView(
                    user.id(),
                    user.status(),
                    user.roles().stream().sorted().toList(),
                    user.fullName(),
                    user.phone(),
                    user.phoneClaim() != null,
                    user.hasEmail() ? user.email() : null,
                    user.emailProven(),
                    user.hasTotp() ? "totp" : "otp",
                    shard,
                    user.createdAt(),
                    user.updatedAt(),
                    ChallengeView.ofMaybe(email));
        }
    }

    /** What an authenticator app is told. */
    @Doc("What an authenticator app is told: as text, as a URI and as an image of it")
    record TotpOfferView(
            @Doc(value = "Base32", example = "JBSWY3DPEHPK3PXP")
            String secret,

            @Doc(example = "otpauth://totp/Groat:alice?secret=JBSWY3DPEHPK3PXP") @Text(format = "uri")
            String otpauthUri,

            @Doc(
                    value = "The URI as a QR code: an SVG image in a data URI",
                    example = "data:image/svg+xml;base64,PHN2Zy8+")
            String qrImage) {}

    /** Codes for when the app is lost. */
    @Doc("Codes for when the authenticator app is lost, each good once")
    record RecoveryCodesView(
            @Doc(example = "[\"abcd-efgh-ijkl\"]") List<String> recoveryCodes) {}
}
