package io.groat.router.auth.user;

import io.groat.engine.ShardGateway;
import io.groat.router.auth.user.ClaimStore.Standing;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
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
    public IdentityClaims(ShardGateway shards, UserStore users, InstantSource clock, Duration expiry) {
        this.users = users;
        this.identifiers = new IdentifierStore(shards);
        this.claims = new ClaimStore(shards, clock);
        this.expiry = expiry;
    }

    /** How a claim ended. */
    public enum Outcome {
        GRANTED,
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

    /** Makes the phone number of a PENDING user, who has proven it, theirs, and them ACTIVE. May be repeated under its claim. */
    public Mono<Outcome> prove(User user, UUID claim) {
        Identifier phone = user.phoneIdentifier();
        return reserve(phone, user.id(), claim, LOOKS)
                .flatMap(reserved -> reserved
                        ? claims.prove(user, claim)
                                .flatMap(granted -> granted
                                        ? settled(claim, phone).thenReturn(Outcome.GRANTED)
                                        : giveUp(user.id(), claim, phone))
                        : Mono.just(Outcome.TAKEN));
    }

    /**
     * Gives an ACTIVE user another phone number or e-mail address, which they have proven, and sets the old one free.
     * May be repeated under its claim.
     */
    public Mono<Outcome> change(User user, Identifier wanted, UUID claim) {
        UUID held = user.emailClaim();
        if (held != null && wanted.equals(user.emailIdentifier())) {
            return claims.proveEmail(user.id(), held).map(still -> still ? Outcome.GRANTED : Outcome.LOST);
        }
        return reserve(wanted, user.id(), claim, LOOKS)
                .flatMap(reserved -> reserved
                        ? claims.change(user.id(), claim, wanted)
                                .flatMap(granted -> granted
                                        ? settled(claim, wanted)
                                                .then(releaseOld(user, wanted, claim))
                                                .thenReturn(Outcome.GRANTED)
                                        : giveUp(user.id(), claim, wanted))
                        : Mono.just(Outcome.TAKEN));
    }

    /** Takes a user's e-mail address away, if there is one. */
    public Mono<Void> removeEmail(User user) {
        Identifier email = user.emailIdentifier();
        UUID claim = user.emailClaim();
        return email == null || claim == null
                ? Mono.empty()
                : claims.dropEmail(user.id(), claim, true).then(release(email, claim));
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
        return claims.standing(entry.userId(), entry.claim(), identifier.kind()).flatMap(standing -> switch (standing) {
            case OWNED ->
                dropUnproven(identifier, entry)
                        .flatMap(dropped ->
                                dropped ? again : settle(identifier, entry).thenReturn(false));
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

    /** Whoever asks has proven the identifier; an address whose claim was made without proof is none of its user's. */
    private Mono<Boolean> dropUnproven(Identifier identifier, IdentifierStore.Entry entry) {
        return identifier.kind() == Identifier.Kind.EMAIL
                ? claims.dropEmail(entry.userId(), entry.claim(), false)
                : Mono.just(false);
    }

    private Mono<Void> settle(Identifier identifier, IdentifierStore.Entry entry) {
        return entry.active() ? Mono.empty() : identifiers.activate(identifier, entry.claim());
    }

    /** Only spares others a look: the claim is granted, whether this succeeds or not. */
    private Mono<Void> settled(UUID claim, Identifier identifier) {
        return identifiers.activate(identifier, claim).onErrorResume(failure -> {
            LOG.debug("An identifier stays RESERVED until somebody looks: {}", failure.toString());
            return Mono.empty();
        });
    }

    /** After a commit that changed nothing: void first, for only then is nothing of it under way any more. */
    private Mono<Outcome> giveUp(String userId, UUID claim, Identifier identifier) {
        return claims.makeVoid(userId, claim)
                .then(claims.standing(userId, claim, identifier.kind()))
                .flatMap(standing -> standing == Standing.DEAD
                        ? identifiers.release(identifier, claim).thenReturn(Outcome.LOST)
                        : Mono.just(Outcome.LOST));
    }

    private Mono<Void> releaseOld(User user, Identifier replacement, UUID claim) {
        boolean phone = replacement.kind() == Identifier.Kind.PHONE;
        Identifier old = phone ? user.phoneIdentifier() : user.emailIdentifier();
        UUID oldClaim = phone ? user.phoneClaim() : user.emailClaim();
        return old == null || oldClaim == null || oldClaim.equals(claim) || old.equals(replacement)
                ? Mono.empty()
                : release(old, oldClaim);
    }

    private Mono<Void> release(Identifier old, UUID claim) {
        return identifiers.release(old, claim).onErrorResume(failure -> {
            LOG.debug("An old identifier's row stays until somebody wants it: {}", failure.toString());
            return Mono.empty();
        });
    }
}
