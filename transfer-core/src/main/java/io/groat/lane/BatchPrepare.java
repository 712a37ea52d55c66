package io.groat.lane;

import io.asyncer.r2dbc.mysql.api.MySqlConnection;
import io.groat.account.Account;
import io.groat.account.AccountRef;
import io.groat.account.AccountRows;
import io.groat.account.FundingSource;
import io.groat.account.SystemAccounts;
import io.groat.db.Rows;
import io.groat.db.SqlText;
import io.groat.money.CurrencyCode;
import io.groat.posting.BatchNeeds;
import io.r2dbc.spi.Batch;
import io.r2dbc.spi.Result;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What has to be so before a batch can lock its accounts: the system accounts of its currencies exist, and
 * payees named by user alone have been found. Both are rare; a batch of known currencies and known accounts
 * costs nothing here. Each step commits by itself: system accounts are harmless without the batch, and an
 * account once found keeps its id for good.
 */
final class BatchPrepare {

    private static final String MAIN_ACCOUNTS =
            "SELECT id FROM accounts FORCE INDEX (accounts_owner) WHERE (user_id, type, currency) IN (";

    private final int shard;
    private final int shardCount;
    private final Set<CurrencyCode> ready = new HashSet<>();
    private final Set<FundingSource> readySources = new HashSet<>();

    BatchPrepare(int shard, int shardCount) {
        this.shard = shard;
        this.shardCount = shardCount;
    }

    /** Gives the ids of all accounts to lock. */
    Mono<Set<UUID>> on(MySqlConnection connection, BatchNeeds needs, Instant now) {
        List<CurrencyCode> fresh = needs.currencies().stream()
                .filter(currency -> !ready.contains(currency))
                .toList();
        List<FundingSource> freshSources = needs.sources().stream()
                .filter(source -> !readySources.contains(source))
                .toList();
        if (fresh.isEmpty() && freshSources.isEmpty() && needs.mainAccounts().isEmpty()) {
            return Mono.just(needs.accounts());
        }
        return openSystemAccounts(connection, fresh, freshSources, now).then(findMainAccounts(connection, needs));
    }

    private Mono<Void> openSystemAccounts(
            MySqlConnection connection, List<CurrencyCode> fresh, List<FundingSource> freshSources, Instant now) {
        List<Account> accounts = new ArrayList<>();
        fresh.forEach(currency -> accounts.addAll(SystemAccounts.forCurrency(shard, shardCount, currency, now)));
        freshSources.forEach(source -> accounts.add(source.open(now)));
        if (accounts.isEmpty()) {
            return Mono.empty();
        }
        String sql = AccountRows.TABLE.insertIgnore(accounts);
        return Flux.from(connection.createBatch().add(sql).execute())
                .concatMap(Result::getRowsUpdated)
                .then(Mono.fromRunnable(() -> {
                    ready.addAll(fresh);
                    readySources.addAll(freshSources);
                }));
    }

    private static Mono<Set<UUID>> findMainAccounts(MySqlConnection connection, BatchNeeds needs) {
        if (needs.mainAccounts().isEmpty()) {
            return Mono.just(needs.accounts());
        }
        SqlText sql = new SqlText().raw(MAIN_ACCOUNTS);
        String separator = "";
        for (BatchNeeds.MainAccount wanted : needs.mainAccounts()) {
            sql.raw(separator)
                    .raw("(")
                    .text(wanted.userId())
                    .comma()
                    .text(AccountRef.MAIN)
                    .comma();
            sql.text(wanted.currency().code()).raw(")");
            separator = ",";
        }
        Batch batch = connection.createBatch().add(sql.raw(")").toString());
        return Flux.from(batch.execute())
                .concatMap(result -> result.map(row -> Rows.getId(row, 0)))
                .collectList()
                .map(found -> {
                    Set<UUID> all = new LinkedHashSet<>(needs.accounts());
                    all.addAll(found);
                    return all;
                });
    }
}
