package io.groat.router.auth.call;

import io.groat.router.http.UserIdText;
import io.groat.web.shape.Doc;
import io.groat.web.shape.MayBeEmpty;
import io.groat.web.shape.Text;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What these calls take. What an identifier, a name or a code has to be is for {@link AuthFields} to say. */
final class AuthBodies {

    static final String PASSWORD_SAYS = "has to be 1 to 128 characters";
    static final String PHONE = "An international number";

    private AuthBodies() {}

    /** Somebody who may be a user. */
    @Doc("A user to register")
    record RegistrationBody(
            @Doc(value = "One that nobody has, not even for accounts; made when it is not given", example = "ada")
            @Text(pattern = UserIdText.PATTERN, fits = UserIdText.class, says = UserIdText.SAYS)
            @Nullable
            String userId,

            @Doc(value = "1 to 140 characters", example = "Ada Lovelace")
            String fullName,

            @Doc(value = PHONE, example = "+4915112345678") String phone,

            @Doc(example = "ada@example.com") @Text(format = "email") @Nullable
            String email,

            @Doc(value = "8 to 128 characters, not easy to guess", example = "correct horse battery staple")
            @Text(min = 1, max = AuthFields.MAX_TYPED, format = "password", says = PASSWORD_SAYS)
            String password) {}

    /** A user's name for themselves, and their password. */
    @Doc("The password, and one of the other three")
    record LoginBody(
            @Doc(example = "ada") @Nullable String userId,
            @Doc(PHONE) @Nullable String phone,
            @Text(format = "email") @Nullable String email,

            @Doc(example = "correct horse battery staple")
            @Text(min = 1, max = AuthFields.MAX_TYPED, format = "password", says = PASSWORD_SAYS)
            String password) {}

    /** A user's name for themselves. */
    @Doc("One of the three")
    record NameBody(
            @Nullable String userId,
            @Doc(PHONE) @Nullable String phone,

            @Doc(example = "ada@example.com") @Text(format = "email") @Nullable
            String email) {}

    /** A code. */
    @Doc("The answer to a challenge")
    record ChallengeAnswer(
            UUID challengeId,

            @Doc(value = "Six digits, or a recovery code", example = "493021")
            String code) {}

    /** A challenge alone. */
    @Doc("A challenge that was given")
    record ChallengeName(UUID challengeId) {}

    /** A token to go on with. */
    @Doc("A refresh token")
    record RefreshBody(
            @Doc(example = "r-0123456789abcdef") @Text(max = 400)
            String refreshToken) {}

    /** A new password for the old one. */
    @Doc("A password to change")
    record PasswordChange(
            @Doc(example = "correct horse battery staple")
            @Text(min = 1, max = AuthFields.MAX_TYPED, format = "password", says = PASSWORD_SAYS)
            String oldPassword,

            @Doc(value = "8 to 128 characters, not easy to guess", example = "incorrect pony battery paperclip")
            @Text(min = 1, max = AuthFields.MAX_TYPED, format = "password", says = PASSWORD_SAYS)
            String newPassword) {}

    /** A new password for a code. */
    @Doc("A password to set")
    record PasswordReset(
            UUID challengeId,
            @Doc(value = "Six digits", example = "493021") String code,

            @Doc(value = "8 to 128 characters, not easy to guess", example = "incorrect pony battery paperclip")
            @Text(min = 1, max = AuthFields.MAX_TYPED, format = "password", says = PASSWORD_SAYS)
            String newPassword) {}

    /** A password that proves who asks. */
    @Doc("The password of whoever asks")
    record PasswordProof(
            @Doc(example = "correct horse battery staple")
            @Text(min = 1, max = AuthFields.MAX_TYPED, format = "password", says = PASSWORD_SAYS)
            String password) {}

    /** A code that proves who asks. */
    @Doc("A code of the authenticator app, or a recovery code")
    record CodeProof(@Doc(example = "493021") String code) {}

    /** What is to be other about a user. */
    @Doc("What is to be other about a user; `roles` and `status` are for admins to set")
    record UserChange(
            @Doc(value = "1 to 140 characters", example = "Ada King") @Nullable
            String fullName,

            @Doc(example = "ada@example.org") @Text(format = "email") @Nullable
            String email,

            @Doc(value = "user, operator, analyst, admin", example = "[\"user\"]") @MayBeEmpty @Nullable
            List<String> roles,

            @Doc(value = "ACTIVE or CLOSED", example = "ACTIVE") @Nullable
            String status) {}
}
