package io.groat.router.auth.user;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static io.groat.router.auth.user.IdentityClaims.Outcome.GRANTED;
import static io.groat.router.auth.user.IdentityClaims.Outcome.LOST;
import static io.groat.router.auth.user.IdentityClaims.Outcome.TAKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.groat.db.Rows;
import io.groat.engine.ShardGateway;
import io.groat.router.RunningRouter;
import io.groat.router.auth.user.IdentityClaims.Outcome;
import io.groat.shard.ShardKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Uniqueness of identifiers over four real shards, in races and with crashes between any two writes. */
class IdentityClaimsIT {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LONG = Duration.ofMinutes(1);

    private final RunningRouter router = RunningRouter.shared();
    private final ShardGateway shards = router.bean(ShardGateway.class);
    private final UserStore users = new UserStore(shards, InstantSource.system());
    private final IdentifierStore identifiers = new IdentifierStore(shards);
    private final ClaimStore decisions = new ClaimStore(shards, InstantSource.system());
    private final IdentityClaims claims = new IdentityClaims(shards, users, InstantSource.system(), LONG);

    @Test
    void ofManyWhoWantOnePhoneAtOnceOneGetsIt() {
        for (int round = 0; round < 10; round++) {
            Identifier phone = newPhone();
            List<User> rivals = IntStream.range(0, 8)
                    .mapToObj(number -> pending(number % 4, phone, null))
                    .toList();

            List<Outcome> outcomes = Objects.requireNonNull(Flux.fromIterable(rivals)
                    .flatMap(user -> claims.prove(user, UUID.randomUUID()), 8)
                    .collectList()
                    .block());

            assertThat(outcomes).filteredOn(GRANTED::equals).hasSize(1);
            assertThat(outcomes).filteredOn(TAKEN::equals).hasSize(7);
            List<User> owners = rivals.stream()
                    .map(this::now)
                    .filter(user -> user.phoneClaim() != null)
                    .toList();
            assertThat(owners).hasSize(1).allMatch(User::isActive);
            assertThat(owner(phone)).isEqualTo(owners.get(0).id());
        }
    }

    @Test
    void aClaimMayBeRepeated() {
        User user = pending(1, newPhone(), newEmail());
        UUID claim = UUID.randomUUID();

        List<Outcome> outcomes = Objects.requireNonNull(Flux.range(0, 6)
                .flatMap(time -> claims.prove(user, claim), 6)
                .collectList()
                .block());

        assertThat(outcomes).containsOnly(GRANTED);
        assertThat(claims.prove(user, claim).block()).isEqualTo(GRANTED);
        assertThat(owner(user.phoneIdentifier())).isEqualTo(user.id());
    }

    /** The router died after its first write: others wait until the claim runs out, and the phone is free again. */
    @Test
    void aReservationWithoutACommitBlocksNobodyForGood() {
        Identifier phone = newPhone();
        User dead = pending(0, phone, null);
        User other = pending(2, phone, null);
        identifiers
                .reserve(phone, dead.id(), UUID.randomUUID(), Duration.ofSeconds(1))
                .block();

        assertThat(claims.prove(other, UUID.randomUUID()).block()).isEqualTo(TAKEN);
        await().atMost(PATIENCE)
                .until(() -> claims.prove(other, UUID.randomUUID()).block() == GRANTED);
        assertThat(owner(phone)).isEqualTo(other.id());
    }

    /** It was not dead but slow: its commit comes after the phone has gone to another. */
    @Test
    void whoCommitsAfterBeingVoidedOwnsNothing() {
        Identifier phone = newPhone();
        User slow = pending(0, phone, null);
        User other = pending(3, phone, null);
        UUID slowClaim = UUID.randomUUID();
        identifiers.reserve(phone, slow.id(), slowClaim, Duration.ZERO).block();
        assertThat(claims.prove(other, UUID.randomUUID()).block()).isEqualTo(GRANTED);

        assertThat(decisions.prove(slow, slowClaim).block()).isFalse();
        assertThat(claims.prove(slow, slowClaim).block()).isEqualTo(TAKEN);
        assertThat(now(slow).phoneClaim()).isNull();
        assertThat(now(slow).status()).isEqualTo(UserStatus.PENDING);
        assertThat(owner(phone)).isEqualTo(other.id());
    }

    /** The takeover and the late commit at the very same moment. */
    @Test
    void aCommitAndItsVoidingExcludeEachOther() {
        for (int round = 0; round < 30; round++) {
            Identifier phone = newPhone();
            User slow = pending(round % 4, phone, null);
            User other = pending((round + 1) % 4, phone, null);
            UUID slowClaim = UUID.randomUUID();
            identifiers.reserve(phone, slow.id(), slowClaim, Duration.ZERO).block();

            Boolean committed = Objects.requireNonNull(Mono.zip(
                            decisions.prove(slow, slowClaim), claims.prove(other, UUID.randomUUID()), (late, taken) -> {
                                assertThat(taken).isEqualTo(late ? TAKEN : GRANTED);
                                return late;
                            })
                    .block());

            assertThat(now(slow).phoneClaim() != null).isEqualTo(committed);
            assertThat(now(other).phoneClaim() != null).isNotEqualTo(committed);
            assertThat(owner(phone)).isEqualTo(committed ? slow.id() : other.id());
        }
    }

    /** The router died after the commit: the user owns the phone all the same. */
    @Test
    void aCommitWithoutItsActivationStands() {
        Identifier phone = newPhone();
        User owner = pending(2, phone, null);
        UUID claim = UUID.randomUUID();
        identifiers.reserve(phone, owner.id(), claim, Duration.ZERO).block();
        assertThat(decisions.prove(owner, claim).block()).isTrue();

        assertThat(owner(phone)).isEqualTo(owner.id());
        assertThat(claims.prove(pending(1, phone, null), UUID.randomUUID()).block())
                .isEqualTo(TAKEN);
        assertThat(Objects.requireNonNull(identifiers.find(phone).block()).active())
                .isTrue();
    }

    @Test
    void aUsersOwnDeadAttemptIsNotWaitedFor() {
        User user = pending(1, newPhone(), null);
        identifiers
                .reserve(user.phoneIdentifier(), user.id(), UUID.randomUUID(), LONG)
                .block();

        assertThat(claims.prove(user, UUID.randomUUID()).block()).isEqualTo(GRANTED);
    }

    @Test
    void aWishIsNoClaim() {
        Identifier email = newEmail();
        User user = pending(0, newPhone(), email);

        assertThat(claims.prove(user, UUID.randomUUID()).block()).isEqualTo(GRANTED);

        assertThat(owner(email)).isNull();
        assertThat(now(user).email()).isNull();
    }

    @Test
    void ofManyWhoProveOneAddressAtOnceOneGetsIt() {
        for (int round = 0; round < 10; round++) {
            Identifier email = newEmail();
            List<User> rivals =
                    IntStream.range(0, 8).mapToObj(number -> active(number % 4)).toList();

            List<Outcome> outcomes = Objects.requireNonNull(Flux.fromIterable(rivals)
                    .flatMap(user -> claims.change(user, email, UUID.randomUUID()), 8)
                    .collectList()
                    .block());

            assertThat(outcomes).filteredOn(GRANTED::equals).hasSize(1);
            assertThat(outcomes).filteredOn(TAKEN::equals).hasSize(7);
            assertThat(rivals.stream().map(this::now).filter(User::hasEmail).map(User::id))
                    .containsExactly(owner(email));
        }
    }

    @Test
    void anAddressThatIsTakenOffIsFree() {
        Identifier email = newEmail();
        User first = active(0);
        User second = active(1);
        claims.change(first, email, UUID.randomUUID()).block();
        assertThat(claims.change(second, email, UUID.randomUUID()).block()).isEqualTo(TAKEN);

        claims.removeEmail(now(first)).block();

        assertThat(owner(email)).isNull();
        assertThat(now(first).hasEmail()).isFalse();
        assertThat(claims.change(second, email, UUID.randomUUID()).block()).isEqualTo(GRANTED);
    }

    /** As it was when the proof of the phone made the address the user's too, under one claim. */
    @Test
    void anAddressFromBeforeItWasProvenIsItsUsersUntilSomebodyProvesIt() {
        Identifier email = newEmail();
        User user = fromBefore(0, email);
        User rightful = active(1);
        assertThat(owner(email)).isEqualTo(user.id());
        assertThat(owner(user.phoneIdentifier())).isEqualTo(user.id());
        assertThat(user.emailProven()).isFalse();

        assertThat(claims.change(rightful, email, UUID.randomUUID()).block()).isEqualTo(GRANTED);

        assertThat(owner(email)).isEqualTo(rightful.id());
        assertThat(now(user).email()).isNull();
        assertThat(owner(user.phoneIdentifier())).isEqualTo(user.id());
        assertThat(now(user).isActive()).isTrue();
    }

    @Test
    void whoProvesAnAddressFromBeforeKeepsIt() {
        Identifier email = newEmail();
        User user = fromBefore(2, email);

        assertThat(claims.change(user, email, UUID.randomUUID()).block()).isEqualTo(GRANTED);

        assertThat(now(user).emailProven()).isTrue();
        assertThat(claims.change(active(3), email, UUID.randomUUID()).block()).isEqualTo(TAKEN);
        assertThat(owner(email)).isEqualTo(user.id());
    }

    @Test
    void aPhoneIsNotLostWithAnAddressOfTheSameClaim() {
        User user = fromBefore(3, newEmail());

        assertThat(claims.prove(pending(0, user.phoneIdentifier(), null), UUID.randomUUID())
                        .block())
                .isEqualTo(TAKEN);

        assertThat(now(user).hasEmail()).isTrue();
    }

    @Test
    void whoChangesThePhoneSetsTheOldOneFree() {
        Identifier old = newPhone();
        Identifier wanted = newPhone();
        User user = pending(0, old, null);
        claims.prove(user, UUID.randomUUID()).block();

        assertThat(claims.change(now(user), wanted, UUID.randomUUID()).block()).isEqualTo(GRANTED);

        assertThat(owner(wanted)).isEqualTo(user.id());
        assertThat(owner(old)).isNull();
        assertThat(claims.prove(pending(3, old, null), UUID.randomUUID()).block())
                .isEqualTo(GRANTED);
        assertThat(claims.change(now(user), old, UUID.randomUUID()).block()).isEqualTo(TAKEN);
    }

    /** The router died after the change, before it set the old phone free. */
    @Test
    void anIdentifierThatItsUserGaveUpIsFree() {
        Identifier old = newPhone();
        User user = pending(0, old, null);
        claims.prove(user, UUID.randomUUID()).block();
        Identifier wanted = newPhone();
        UUID change = UUID.randomUUID();
        identifiers.reserve(wanted, user.id(), change, LONG).block();
        assertThat(decisions.change(user.id(), change, wanted).block()).isTrue();

        assertThat(owner(old)).isNull();
        assertThat(claims.prove(pending(2, old, null), UUID.randomUUID()).block())
                .isEqualTo(GRANTED);
    }

    @Test
    void aClaimIsForTheRegistrationThatMadeIt() {
        User user = pending(0, newPhone(), null);
        User before = new User(
                user.id(),
                user.status(),
                user.roles(),
                user.fullName(),
                user.phone(),
                null,
                null,
                null,
                false,
                user.passwordHash(),
                null,
                null,
                0,
                user.createdAt().minusSeconds(1),
                user.updatedAt());

        assertThat(claims.prove(before, UUID.randomUUID()).block()).isEqualTo(LOST);
        assertThat(now(user).status()).isEqualTo(UserStatus.PENDING);
        assertThat(claims.prove(user, UUID.randomUUID()).block()).isEqualTo(GRANTED);
    }

    @Test
    void aUserIdIsTakenOnceAndNeverByAStrangerToItsAccounts() {
        String id = router.userOn(2);
        assertThat(users.add(newUser(id), false, NOW).block()).isTrue();
        assertThat(users.add(newUser(id), true, NOW).block()).isFalse();

        String withAccounts = router.wallet(1, 5);
        assertThat(users.add(newUser(withAccounts), false, NOW).block()).isFalse();
        assertThat(users.add(newUser(withAccounts), true, NOW).block()).isTrue();
    }

    private User pending(int shard, Identifier phone, @Nullable Identifier email) {
        String id = router.userOn(shard);
        users.add(new NewUser(id, "Ada Lovelace", phone, email, "{noop}x"), true, NOW)
                .block();
        return Objects.requireNonNull(users.find(id).block());
    }

    private User active(int shard) {
        User user = pending(shard, newPhone(), null);
        claims.prove(user, UUID.randomUUID()).block();
        return now(user);
    }

    private User fromBefore(int shard, Identifier email) {
        User user = active(shard);
        UUID claim = Objects.requireNonNull(user.phoneClaim());
        identifiers.reserve(email, user.id(), claim, LONG).block();
        identifiers.activate(email, claim).block();
        shards.onDatabase(
                        ShardKey.ofUser(user.id()),
                        database -> database.write(
                                "UPDATE users SET email = ?, email_claim = ? WHERE id = ?",
                                one -> one.bind(0, email.value())
                                        .bind(1, Rows.bytes(claim))
                                        .bind(2, user.id())))
                .block();
        return now(user);
    }

    private static NewUser newUser(String id) {
        return new NewUser(id, "Ada Lovelace", newPhone(), null, "{noop}x");
    }

    private User now(User user) {
        return Objects.requireNonNull(users.find(user.id()).block());
    }

    private @Nullable String owner(Identifier identifier) {
        User owner = claims.ownerOf(identifier).block();
        return owner == null ? null : owner.id();
    }

    private static Identifier newPhone() {
        return new Identifier(
                Identifier.Kind.PHONE, "+49" + ThreadLocalRandom.current().nextLong(1_000_000_000L, 9_999_999_999L));
    }

    private static Identifier newEmail() {
        return new Identifier(Identifier.Kind.EMAIL, UUID.randomUUID() + "@example.com");
    }
}
