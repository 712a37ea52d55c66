package io.groat.engine;

import io.groat.account.Account;
import io.groat.account.AccountDirectory;
import io.groat.account.AccountIdentity;
import io.groat.account.AccountRef;
import io.groat.account.AccountStatus;
import io.groat.ledger.StatementStore;
import io.groat.money.CurrencyCode;
import io.groat.posting.AccountAnswer;
import io.groat.posting.ChangeStatus;
import io.groat.posting.OpenAccount;
import io.groat.saga.ShardGateway;
import io.groat.shard.Slots;
import io.groat.shard.SlottedId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Opens accounts, changes them and reads them, each on its own shard. All fail with a RefusedException when that
 * shard can't be asked.
 */
public final class AccountEngine {

    private final Shards shards;
    private final ShardGateway gateway;
    private final AccountDirectory directory;
    private final InstantSource clock;

    public AccountEngine(Shards shards, ShardGateway gateway, AccountDirectory directory, InstantSource clock) {
        this.shards = shards;
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
        return gateway.submit(shards.map().shardOfSlot(slot), command).doOnNext(answer -> {
            if (answer instanceof AccountAnswer.Done done) {
                directory.know(AccountIdentity.of(done.account()));
            }
        });
    }

    /** Freezes, reopens or closes an account. */
    public Mono<AccountAnswer> changeStatus(UUID accountId, AccountStatus status) {
        return gateway.submit(shardOf(accountId), new ChangeStatus(accountId, status));
    }

    /** The account of that id; empty when there is none. */
    public Mono<Account> find(UUID accountId) {
        int shard = shardOf(accountId);
        return shards.whenUp(shard)
                .flatMap(up -> up.accounts().find(accountId))
                .onErrorMap(failure -> ReadFailure.of(shard, failure));
    }

    /** All accounts of a user; an empty list when there are none. */
    public Mono<List<Account>> ofUser(String userId) {
        int shard = shards.map().shardOfUser(userId);
        return shards.whenUp(shard)
                .flatMap(up -> up.accounts().ofUser(userId))
                .onErrorMap(failure -> ReadFailure.of(shard, failure));
    }

    /** The account as it stood at that time: its posted balance then, nothing held. Its status is today's. */
    public Mono<Account> at(Account account, Instant time) {
        int shard = shardOf(account.id());
        return shards.get(shard)
                .statements()
                .lastAt(account.id(), account.lastSeq(), time)
                .map(point -> new Account(
                        account.id(),
                        account.kind(),
                        account.userId(),
                        account.type(),
                        account.currency(),
                        account.status(),
                        point.balanceAfterMinor(),
                        0,
                        point.seq(),
                        account.createdAt(),
                        account.updatedAt()))
                .onErrorMap(failure -> ReadFailure.of(shard, failure));
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
        int shard = shardOf(account.id());
        StatementStore statements = shards.get(shard).statements();
        long newest = beforeSeq == null ? account.lastSeq() : Math.min(account.lastSeq(), beforeSeq - 1);
        return Mono.zip(
                        seqBefore(statements, account, from, 0),
                        seqBefore(statements, account, to, account.lastSeq()),
                        (belowFrom, lastBeforeTo) ->
                                statements.page(account.id(), belowFrom + 1, Math.min(newest, lastBeforeTo), limit))
                .flatMap(page -> page)
                .onErrorMap(failure -> ReadFailure.of(shard, failure));
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

    private int shardOf(UUID accountId) {
        return new AccountRef.ById(accountId).shard(shards.map());
    }
}
