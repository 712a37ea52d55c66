package io.groat.engine;

import io.groat.account.Account;
import io.groat.account.AccountRef;
import io.groat.beneficiary.Beneficiary;
import io.groat.beneficiary.BeneficiaryStore;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import io.groat.shard.ShardKey;
import io.groat.shard.Slots;
import io.groat.shard.SlottedId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Keeps whom users may pay, each on its user's shard. Posting lanes read it, in the batch that moves the money. All fail with
 * a RefusedException when that shard can't be asked.
 */
public final class BeneficiaryEngine {

    private final ShardGateway gateway;
    private final AccountEngine accounts;
    private final InstantSource clock;

    /** @param gateway the way to the shards, with whatever guards stand before them */
    public BeneficiaryEngine(ShardGateway gateway, AccountEngine accounts, InstantSource clock) {
        this.gateway = gateway;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** Somebody to add, with bounds as {@link Beneficiary} has them. */
    public record Wish(
            String userId,
            AccountRef payee,
            @Nullable String label,
            Set<String> transactionTypes,
            long minMinor,
            long maxMinor,
            long perDayMinor,
            @Nullable Instant from,
            @Nullable Instant until) {

        public Wish {
            transactionTypes = Set.copyOf(transactionTypes);
        }
    }

    /**
     * Adds one. Fails with ACCOUNT_NOT_FOUND when the account that is named is not there, with BENEFICIARY_EXISTS, and with
     * TOO_MANY_BENEFICIARIES. A user who is named may have an account later.
     */
    public Mono<Beneficiary> add(Wish wish) {
        return payee(wish.payee()).flatMap(payee -> on(wish.userId(), store -> store.add(beneficiary(wish, payee))));
    }

    /** Whose account it is, and which, as far as a user's id or an account's says so. */
    private record Payee(String user, @Nullable UUID account) {}

    private Mono<Payee> payee(AccountRef named) {
        return named instanceof AccountRef.ById byId
                ? accounts.find(byId.id())
                        .map(Account::userId)
                        .switchIfEmpty(
                                Mono.error(() -> new RefusedException(Refused.of(Refusal.ACCOUNT_NOT_FOUND, "payee"))))
                        .map(user -> new Payee(user, byId.id()))
                : Mono.just(new Payee(named.text(), null));
    }

    private Beneficiary beneficiary(Wish wish, Payee payee) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return new Beneficiary(
                SlottedId.create(SlottedId.Kind.BENEFICIARY, Slots.ofUser(wish.userId()), now),
                1,
                wish.userId(),
                wish.payee(),
                payee.user(),
                payee.account(),
                wish.label(),
                wish.transactionTypes(),
                wish.minMinor(),
                wish.maxMinor(),
                wish.perDayMinor(),
                wish.from(),
                wish.until(),
                now,
                now);
    }

    /** The user's of that id; empty when there is none. */
    public Mono<Beneficiary> find(String userId, UUID id) {
        return on(userId, store -> store.find(userId, id));
    }

    /**
     * A page of a user's, the newest first.
     *
     * @param before only those with a lower id: where the page before ended; null for the newest
     */
    public Mono<List<Beneficiary>> page(String userId, @Nullable UUID before, int limit) {
        return on(userId, store -> store.page(userId, before, limit));
    }

    /** Changes one; gives it as it is then. Empty when it is not there as it is known: it is gone, or was changed since. */
    public Mono<Beneficiary> change(Beneficiary known, Beneficiary.Change change) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return on(known.userId(), store -> store.change(known, change, now));
    }

    /** Takes one away; false when it was gone. Payments that begin after the answer do not find it. */
    public Mono<Boolean> remove(Beneficiary known) {
        return on(known.userId(), store -> store.delete(known));
    }

    private <T> Mono<T> on(String userId, Function<BeneficiaryStore, Mono<T>> work) {
        return gateway.onDatabase(ShardKey.ofUser(userId), database -> work.apply(new BeneficiaryStore(database)));
    }
}
