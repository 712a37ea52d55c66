package io.groat.router.auth.login;

import io.groat.router.auth.otp.Challenge;
import io.groat.router.auth.otp.Challenges;
import io.groat.router.auth.password.PasswordHasher;
import io.groat.router.auth.password.PasswordRules;
import io.groat.router.auth.problem.AuthProblem;
import io.groat.router.auth.session.Client;
import io.groat.router.auth.trail.AuthAction;
import io.groat.router.auth.trail.AuthTrail;
import io.groat.router.auth.user.Identifier;
import io.groat.router.auth.user.IdentityClaims;
import io.groat.router.auth.user.NewUser;
import io.groat.router.auth.user.UserStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Registers users. A registration claims nothing: the phone number becomes the user's when the code that was sent there
 * is shown, and so does then the e-mail address. So nobody keeps a number from its owner by registering with it, and whoever
 * registers with another's learns nothing: the answer is the same, the owner is told, and no code is right.
 */
public final class Registration {

    private final UserStore users;
    private final IdentityClaims claims;
    private final PasswordHasher hasher;
    private final ChallengeSender challengeSender;
    private final Challenges challenges;
    private final AuthTrail trail;
    private final InstantSource clock;
    private final Duration floor;

    public Registration(
            UserStore users,
            IdentityClaims claims,
            PasswordHasher hasher,
            ChallengeSender challengeSender,
            Challenges challenges,
            AuthTrail trail,
            InstantSource clock,
            Duration floor) {
        this.users = users;
        this.claims = claims;
        this.hasher = hasher;
        this.challengeSender = challengeSender;
        this.challenges = challenges;
        this.trail = trail;
        this.clock = clock;
        this.floor = floor;
    }

    /**
     * Who wants to be a user.
     *
     * @param userId the id that they want; null for one by chance
     */
    public record Wish(
            @Nullable String userId,
            String fullName,
            Identifier phone,
            @Nullable Identifier email,
            String password) {

        /** Names no person and shows no password. */
        @Override
        public String toString() {
            return "Wish";
        }
    }

    /** A user who has the phone still to prove. */
    public record Registered(String userId, Challenge challenge) {}

    /**
     * Registers a user.
     *
     * @param trusted whether a backend asks that may know who is there already, and may name users with accounts
     * @return fails with WEAK_PASSWORD, USER_ID_TAKEN; with PHONE_TAKEN and EMAIL_TAKEN those who are trusted alone
     */
    public Mono<Registered> register(Wish wish, boolean trusted, Client client) {
        String userId = wish.userId() == null ? UUID.randomUUID().toString() : Objects.requireNonNull(wish.userId());
        Mono<Registered> work = requireGood(wish)
                .then(trusted ? requireFree(wish) : Mono.empty())
                .then(hasher.hash(wish.password()))
                .map(hash -> new NewUser(userId, wish.fullName(), wish.phone(), wish.email(), hash))
                .flatMap(user -> claims.ownerOf(wish.phone()).hasElement().flatMap(taken -> add(user, trusted, taken)))
                .flatMap(registered -> trail.done(AuthAction.REGISTERED, registered.userId(), client)
                        .thenReturn(registered));
        return Mono.zip(work, Mono.delay(floor), (registered, time) -> registered);
    }

    /** The challenge first: with Redis away nothing is left behind, and the same request may be sent again. */
    private Mono<Registered> add(NewUser user, boolean trusted, boolean taken) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return challengeSender
                .openRegistration(user.id(), user.phone(), now, taken)
                .flatMap(opened -> users.add(user, trusted, now)
                        .flatMap(added -> added
                                ? challengeSender.sendRegistration(opened, user.phone(), taken)
                                : challenges
                                        .use(opened.challenge().id())
                                        .then(Mono.error(AuthProblem.USER_ID_TAKEN.exception("userId", null)))))
                .map(challenge -> new Registered(user.id(), challenge));
    }

    private static Mono<Void> requireGood(Wish wish) {
        Identifier email = wish.email();
        List<String> about = Stream.of(
                        wish.userId(), wish.phone().value().substring(1), email == null ? null : email.value())
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
        return Mono.justOrEmpty(PasswordRules.faultOf(wish.password(), about))
                .flatMap(fault -> Mono.error(AuthProblem.WEAK_PASSWORD.exception("password", fault)));
    }

    private Mono<Void> requireFree(Wish wish) {
        Identifier email = wish.email();
        return requireFree(wish.phone(), AuthProblem.PHONE_TAKEN, "phone")
                .then(email == null ? Mono.empty() : requireFree(email, AuthProblem.EMAIL_TAKEN, "email"));
    }

    private Mono<Void> requireFree(Identifier identifier, AuthProblem problem, String field) {
        return claims.ownerOf(identifier)
                .filter(owner -> identifier.kind() == Identifier.Kind.PHONE || owner.emailProven())
                .flatMap(owner -> Mono.error(problem.exception(field, null)));
    }
}
