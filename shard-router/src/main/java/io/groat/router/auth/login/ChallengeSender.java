package io.groat.router.auth.login;

import io.groat.router.auth.message.UserMessage;
import io.groat.router.auth.otp.Challenge;
import io.groat.router.auth.otp.Challenge.Method;
import io.groat.router.auth.otp.Challenge.Purpose;
import io.groat.router.auth.otp.Challenges;
import io.groat.router.auth.otp.ResendOutcome;
import io.groat.router.auth.problem.AuthProblem;
import io.groat.router.auth.user.Identifier;
import io.groat.router.auth.user.IdentityClaims;
import io.groat.router.auth.user.User;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Puts challenges to people, and sends the codes that answer them. */
public final class ChallengeSender {

    private static final Set<Method> SENT = EnumSet.of(Method.OTP);
    private static final Set<Method> ENROLLED = EnumSet.of(Method.TOTP, Method.RECOVERY);

    private final Challenges challenges;
    private final IdentityClaims claims;
    private final MessageDispatch dispatch;

    public ChallengeSender(Challenges challenges, IdentityClaims claims, MessageDispatch dispatch) {
        this.challenges = challenges;
        this.claims = claims;
        this.dispatch = dispatch;
    }

    /** Asks a user who gave the right password for the second factor. */
    Mono<Challenge> login(User user, LoginName name) {
        if (user.hasTotp()) {
            return challenges
                    .open(Purpose.LOGIN, user.id(), ENROLLED, null, name.lock().text(), null)
                    .map(Challenges.Opened::challenge);
        }
        return user.isActive()
                ? challenges
                        .open(
                                Purpose.LOGIN,
                                user.id(),
                                SENT,
                                user.phone(),
                                name.lock().text(),
                                null)
                        .flatMap(opened -> send(opened, UserMessage.Kind.LOGIN_CODE))
                : claims.ownerOf(user.phoneIdentifier()).hasElement().flatMap(taken -> register(user, taken));
    }

    /**
     * Asks whoever registered for the proof that the phone is theirs.
     *
     * @param taken whether it is another user's: then they are told, and no code is sent nor right
     */
    private Mono<Challenge> register(User user, boolean taken) {
        return openRegistration(user.id(), user.phoneIdentifier(), user.createdAt(), taken)
                .flatMap(opened -> sendRegistration(opened, user.phoneIdentifier(), taken));
    }

    Mono<Challenges.Opened> openRegistration(
            String userId, Identifier phone, java.time.Instant registeredAt, boolean taken) {
        return challenges.open(Purpose.REGISTER, userId, SENT, taken ? null : phone.value(), null, registeredAt);
    }

    Mono<Challenge> sendRegistration(Challenges.Opened opened, Identifier phone, boolean taken) {
        return taken
                ? dispatch.send(new UserMessage(UserMessage.Kind.ALREADY_REGISTERED, phone, null))
                        .thenReturn(opened.challenge())
                : send(opened, UserMessage.Kind.REGISTRATION_CODE);
    }

    /** Asks somebody who says they forgot their password; nobody gets a code. */
    Mono<Challenge> reset(@Nullable User user, LoginName name) {
        return user == null || !user.isActive()
                ? challenges
                        .open(Purpose.RESET, null, SENT, null, name.lock().text(), null)
                        .map(Challenges.Opened::challenge)
                : challenges
                        .open(
                                Purpose.RESET,
                                user.id(),
                                SENT,
                                user.phone(),
                                name.lock().text(),
                                null)
                        .flatMap(opened -> send(opened, UserMessage.Kind.RESET_CODE));
    }

    /** Asks a user who is in for the proof that an e-mail address is theirs. */
    Mono<Challenge> email(String userId, Identifier email) {
        return challenges.openEmail(userId, email).flatMap(opened -> send(opened, UserMessage.Kind.EMAIL_CODE));
    }

    /** Sends another code. */
    public Mono<Challenge> resend(UUID id) {
        return challenges
                .find(id)
                .switchIfEmpty(Mono.error(AuthProblem.CHALLENGE_OVER::exception))
                .flatMap(challenge -> challenges.resend(id).flatMap(outcome -> resent(challenge, outcome)));
    }

    private Mono<Challenge> resent(Challenge challenge, ResendOutcome outcome) {
        if (outcome instanceof ResendOutcome.TooSoon soon) {
            return Mono.error(AuthProblem.RESEND_TOO_SOON.exception(soon.left()));
        }
        if (outcome instanceof ResendOutcome.NewCode code) {
            return send(new Challenges.Opened(challenge, code.code()), kind(challenge))
                    .flatMap(sent -> challenges.find(sent.id()).defaultIfEmpty(sent));
        }
        return Mono.error(AuthProblem.CHALLENGE_OVER.exception());
    }

    private static UserMessage.Kind kind(Challenge challenge) {
        return switch (challenge.purpose()) {
            case REGISTER -> UserMessage.Kind.REGISTRATION_CODE;
            case LOGIN -> UserMessage.Kind.LOGIN_CODE;
            case RESET -> UserMessage.Kind.RESET_CODE;
            case EMAIL -> UserMessage.Kind.EMAIL_CODE;
        };
    }

    private Mono<Challenge> send(Challenges.Opened opened, UserMessage.Kind kind) {
        Challenge challenge = opened.challenge();
        return Mono.justOrEmpty(challenge.to())
                .flatMap(to -> dispatch.send(new UserMessage(kind, to, opened.code())))
                .thenReturn(challenge);
    }
}
