package io.groat.engine;

import io.groat.account.Account;
import io.groat.account.AccountDirectory;
import io.groat.account.AccountFilter;
import io.groat.account.AccountIdentity;
import io.groat.account.AccountStatus;
import io.groat.db.Stretch;
import io.groat.ledger.StatementStore;
import io.groat.money.CurrencyCode;
import io.groat.posting.AccountAnswer;
import io.groat.posting.ChangeStatus;
import io.groat.posting.OpenAccount;
import io.groat.rule.Usage;
import io.groat.shard.ShardKey;
import io.groat.shard.Slots;
import io.groat.shard.SlottedId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Opens accounts, changes them and reads them, each on its own shard. All fail with a RefusedException when that
 * shard can't be asked.
 */
public final class AccountEngine {

    private static final Comparator<UUID> NEWEST_FIRST = TransferReader.ID_ORDER.reversed();

    private final ShardGateway gateway;
    private final AccountDirectory directory;
    private final InstantSource clock;

    /** @param gateway the way to the shards, with whatever guards stand before them */
    public AccountEngine(ShardGateway gateway, AccountDirectory directory, InstantSource clock) {
        this.gateway = gateway;
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * Opens an account; turned down when the user has one of that type and currency.
     *
     * @param openingBalanceMinor minor units, zero or more
     */
    public Mono<AccountAnswer> open(String userId, String type, CurrencyCode currency, long openingBalanceMinor) {
        int slot = Slots.ofUser(userId);
        Instant now = clock.instant();
        OpenAccount command = new OpenAccount(
                SlottedId.create(SlottedId.Kind.ACCOUNT, slot, now),
                userId,
                type,
                currency,
                openingBalanceMinor,
                SlottedId.create(SlottedId.Kind.TRANSFER, slot, now));
        return gateway.submit(command).doOnNext(answer -> {
            if (answer instanceof AccountAnswer.Done done) {
                directory.know(AccountIdentity.of(done.account()));
            }
        });
    }

    /** Freezes, reopens or closes an account. */
    public Mono<AccountAnswer> changeStatus(UUID accountId, AccountStatus status) {
        return gateway.submit(new ChangeStatus(accountId, status));
    }

    /** The account of that id; empty when there is none. */
    public Mono<Account> find(UUID accountId) {
        return gateway.on(ShardKey.ofId(accountId), shard -> shard.accounts().find(accountId));
    }

    /** What an account has used of its limits that counts at that time. */
    public Mono<List<Usage>> usages(UUID accountId, Instant now) {
        return gateway.on(ShardKey.ofId(accountId), shard -> shard.rules().usages(accountId, now));
    }

    /** All accounts of a user; an empty list when there are none. */
    public Mono<List<Account>> ofUser(String userId) {
        return gateway.on(ShardKey.ofUser(userId), shard -> shard.accounts().ofUser(userId));
    }

    /**
     * A page of users' accounts, newest first: of one user from the user's shard, of all from every shard. It may hold
     * fewer than the limit, and yet end before the end: so many accounts are looked at for a page and no more.
     *
     * @param before only those with a lower id: where the page before ended; null for the newest
     */
    public Mono<Stretch<Account, UUID>> page(AccountFilter filter, @Nullable UUID before, int limit) {
        String user = filter.userId();
        Flux<Stretch<Account, UUID>> shards = user == null
                ? gateway.onAll(shard -> shard.accounts().page(filter, before, limit + 1))
                : gateway.on(ShardKey.ofUser(user), shard -> shard.accounts().page(filter, before, limit + 1))
                        .flux();
        return shards.collectList().map(parts -> Stretch.merge(parts, limit, Account::id, NEWEST_FIRST));
    }

    /** The account as it stood at that time: its posted balance, and what of it was held. Its status is today's. */
    public Mono<Account> at(Account account, Instant time) {
        return gateway.on(
                ShardKey.ofId(account.id()),
                shard -> Mono.zip(
                        shard.statements().lastAt(account.id(), account.lastSeq(), time),
                        shard.statements().heldAt(account.id(), time),
                        (point, held) -> account.withHeld(held, account.updatedAt())
                                .withEntry(point.seq(), point.balanceAfterMinor(), account.updatedAt())));
    }

    /**
     * A page of the account's entries, newest first.
     *
     * @param beforeSeq only entries with lower numbers: where the page before ended; null for the newest page
     * @param from only entries made at or after
     * @param to only entries made before
     */
    public Mono<List<StatementStore.Line>> entries(
            Account account, @Nullable Long beforeSeq, @Nullable Instant from, @Nullable Instant to, int limit) {
        long newest = beforeSeq == null ? account.lastSeq() : Math.min(account.lastSeq(), beforeSeq - 1);
        return gateway.on(
                ShardKey.ofId(account.id()),
                shard -> Mono.zip(
                                seqBefore(shard.statements(), account, from, 0),
                                seqBefore(shard.statements(), account, to, account.lastSeq()))
                        .flatMap(bounds -> shard.statements()
                                .page(account.id(), bounds.getT1() + 1, Math.min(newest, bounds.getT2()), limit)));
    }

    /** Number of the newest entry made before that time. */
    private static Mono<Long> seqBefore(
            StatementStore statements, Account account, @Nullable Instant time, long whenNone) {
        return time == null
                ? Mono.just(whenNone)
                : statements
                        .lastAt(account.id(), account.lastSeq(), time.minusNanos(1))
                        .map(StatementStore.Point::seq);
    }
}
