package io.groat.router.auth.user;

import io.groat.router.auth.user.ClaimStore.Standing;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Makes identifiers a user's own, and finds whose they are. The package's description says why this is safe. */
public final class IdentityClaims {

    private static final Logger LOG = LoggerFactory.getLogger(IdentityClaims.class);

    /** Claims that may stand in the way one after the other before the identifier counts as taken. */
    private static final int LOOKS = 5;

    private final UserStore users;
    private final IdentifierStore identifiers;
    private final ClaimStore claims;
    private final Duration expiry;

    /** @param expiry how long others wait for a claim that nobody decides before they void it */
    public IdentityClaims(IdentityShards shards, UserStore users, InstantSource clock, Duration expiry) {
        this.users = users;
        this.identifiers = new IdentifierStore(shards);
        this.claims = new ClaimStore(shards, clock);
        this.expiry = expiry;
    }

    /** How a claim ended. */
    public enum Outcome {
        GRANTED,
        /** Granted but for the e-mail address, which is another user's. */
        GRANTED_WITHOUT_EMAIL,
        /** The identifier is another user's, or another user is about to have it. */
        TAKEN,
        /** It came too late, or the user is no longer who they were: a new claim may end otherwise. */
        LOST
    }

    /** The user to whom it belongs; empty when it is nobody's. */
    public Mono<User> ownerOf(Identifier identifier) {
        return identifiers
                .find(identifier)
                .flatMap(entry -> users.find(entry.userId()).filter(user -> user.owns(identifier, entry.claim())));
    }

    /**
     * Makes the phone number of a PENDING user, and the e-mail address if it is free, theirs, and them ACTIVE. May be
     * repeated under the same claim.
     */
    public Mono<Outcome> prove(User user, UUID claim) {
        return reserve(user.phoneIdentifier(), user.id(), claim, LOOKS)
                .flatMap(phone -> phone ? proveWith(user, claim) : Mono.just(Outcome.TAKEN));
    }

    private Mono<Outcome> proveWith(User user, UUID claim) {
        Identifier email = user.emailIdentifier();
        Mono<Boolean> reserved = email == null ? Mono.just(false) : reserve(email, user.id(), claim, LOOKS);
        return reserved.flatMap(emailToo -> claims.prove(user, claim, emailToo)
                .flatMap(granted -> granted
                        ? settled(claim, user.phoneIdentifier(), emailToo ? email : null)
                                .thenReturn(email == null || emailToo ? Outcome.GRANTED : Outcome.GRANTED_WITHOUT_EMAIL)
                        : giveUp(user.id(), claim, user.phoneIdentifier(), emailToo ? email : null)));
    }

    /** Gives a user who has one another phone number or e-mail address, and sets the old one free. */
    public Mono<Outcome> change(User user, Identifier wanted, UUID claim) {
        return reserve(wanted, user.id(), claim, LOOKS)
                .flatMap(reserved -> reserved
                        ? claims.change(user.id(), claim, wanted)
                                .flatMap(granted -> granted
                                        ? settled(claim, wanted, null)
                                                .then(releaseOld(user, wanted))
                                                .thenReturn(Outcome.GRANTED)
                                        : giveUp(user.id(), claim, wanted, null))
                        : Mono.just(Outcome.TAKEN));
    }

    private Mono<Boolean> reserve(Identifier identifier, String userId, UUID claim, int looks) {
        return identifiers
                .reserve(identifier, userId, claim, expiry)
                .flatMap(reserved -> reserved
                        ? Mono.just(true)
                        : identifiers
                                .find(identifier)
                                .map(Optional::of)
                                .defaultIfEmpty(Optional.empty())
                                .flatMap(entry -> resolve(identifier, entry, userId, claim, looks)));
    }

    /** What to do about the row that is there; it may be gone, or another's, by the time it is done. */
    private Mono<Boolean> resolve(
            Identifier identifier, Optional<IdentifierStore.Entry> found, String userId, UUID claim, int looks) {
        if (looks == 0) {
            return Mono.just(false);
        }
        Mono<Boolean> again = Mono.defer(() -> reserve(identifier, userId, claim, looks - 1));
        if (found.isEmpty()) {
            return again;
        }
        IdentifierStore.Entry entry = found.get();
        if (entry.claim().equals(claim)) {
            return Mono.just(true);
        }
        return claims.standing(entry.userId(), entry.claim()).flatMap(standing -> switch (standing) {
            case OWNED -> settle(identifier, entry).thenReturn(false);
            case DEAD ->
                identifiers
                        .takeOver(identifier, entry.claim(), userId, claim, expiry)
                        .flatMap(taken -> taken ? Mono.just(true) : again);
            // A user's own earlier attempt need not be waited for.
            case OPEN ->
                entry.expired() || entry.userId().equals(userId)
                        ? claims.makeVoid(entry.userId(), entry.claim()).then(again)
                        : Mono.just(false);
        });
    }

    private Mono<Void> settle(Identifier identifier, IdentifierStore.Entry entry) {
        return entry.active() ? Mono.empty() : identifiers.activate(identifier, entry.claim());
    }

    /** Only spares others a look: the claim is granted, whether this succeeds or not. */
    private Mono<Void> settled(UUID claim, Identifier first, @Nullable Identifier second) {
        return identifiers
                .activate(first, claim)
                .then(second == null ? Mono.empty() : identifiers.activate(second, claim))
                .onErrorResume(failure -> {
                    LOG.debug("An identifier stays RESERVED until somebody looks: {}", failure.toString());
                    return Mono.empty();
                });
    }

    /** After a commit that changed nothing: void first, for only then is nothing of it under way any more. */
    private Mono<Outcome> giveUp(String userId, UUID claim, Identifier first, @Nullable Identifier second) {
        return claims.makeVoid(userId, claim)
                .then(claims.standing(userId, claim))
                .flatMap(standing -> standing == Standing.DEAD
                        ? identifiers
                                .release(first, claim)
                                .then(second == null ? Mono.empty() : identifiers.release(second, claim))
                                .thenReturn(Outcome.LOST)
                        : Mono.just(Outcome.LOST));
    }

    private Mono<Void> releaseOld(User user, Identifier replacement) {
        boolean phone = replacement.kind() == Identifier.Kind.PHONE;
        Identifier old = phone ? user.phoneIdentifier() : user.emailIdentifier();
        UUID oldClaim = phone ? user.phoneClaim() : user.emailClaim();
        return old == null || oldClaim == null || old.equals(replacement)
                ? Mono.empty()
                : identifiers.release(old, oldClaim).onErrorResume(failure -> {
                    LOG.debug("An old identifier's row stays until somebody wants it: {}", failure.toString());
                    return Mono.empty();
                });
    }
}
