package io.groat.infra.bench.baseline;

import io.groat.account.SystemAccounts;
import io.groat.infra.bench.load.LoadException;
import io.groat.infra.bench.load.Traffic;
import io.groat.money.CurrencyCode;
import io.groat.shard.ShardMap;
import io.groat.shard.Slots;
import io.groat.shard.SlottedId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** The tables of the usual design, and the accounts of its users. */
final class BaselineSchema {
    private static final CurrencyCode CURRENCY = CurrencyCode.of(Traffic.CURRENCY);
    private static final int ROWS_AT_ONCE = 1_000;
    private static final String INSERT_ACCOUNT = """
            INSERT INTO accounts (id, kind, user_id, type, currency, status, posted, held, last_seq, created_at, updated_at)
            VALUES (?, ?, ?, ?, 'EUR', 'OPEN', ?, 0, ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))""";
    private static final String INSERT_ENTRY = """
            INSERT INTO ledger_entries (account_id, seq, movement_id, kind, amount, balance_after, at)
            VALUES (?, ?, ?, 'OPENING', ?, ?, UTC_TIMESTAMP(6))""";

    private final Transactions transactions;
    private final int shards;

    BaselineSchema(Transactions transactions, int shards) {
        this.transactions = transactions;
        this.shards = shards;
    }

    /**
     * Creates everything in empty databases.
     *
     * @return the users' accounts, by user number
     */
    List<BaselineAccount> create(int users) throws SQLException {
        ShardMap map = ShardMap.initial(shards);
        List<BaselineAccount> accounts = IntStream.range(0, users)
                .mapToObj(user -> account(map, Traffic.userId(user)))
                .toList();
        for (int i = 0; i < shards; i++) {
            int shard = i;
            List<BaselineAccount> own = accounts.stream()
                    .filter(account -> account.shard() == shard)
                    .toList();
            transactions.run(shard, connection -> {
                createTables(connection);
                openSystemAccounts(connection, shard, own.size());
                openUsers(connection, own);
                return shard;
            });
        }
        return accounts;
    }

    private static BaselineAccount account(ShardMap map, String user) {
        int slot = Slots.ofUser(user);
        return new BaselineAccount(
                SlottedId.create(SlottedId.Kind.ACCOUNT, slot, Instant.now()), user, map.shardOfSlot(slot));
    }

    private static void createTables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements()) {
                statement.execute(sql);
            }
        }
    }

    static List<String> statements() {
        try (InputStream in = BaselineSchema.class.getResourceAsStream("schema.sql")) {
            if (in == null) {
                throw new LoadException("schema.sql of the baseline is missing: build it with ./mvnw -Dquick package");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^--.*\n", "");
            List<String> found = new ArrayList<>();
            for (String sql : text.split(";\n", -1)) {
                if (!sql.isBlank()) {
                    found.add(sql.strip());
                }
            }
            return found;
        } catch (IOException e) {
            throw new LoadException("Could not read the baseline's schema: " + e.getMessage(), e);
        }
    }

    /** The funding account is where the users' opening balances come from: one entry for all of them. */
    private void openSystemAccounts(Connection connection, int shard, int users) throws SQLException {
        long funded = users * Traffic.OPENING_BALANCE;
        UUID funding = SystemAccounts.funding(CURRENCY);
        try (PreparedStatement insert = connection.prepareStatement(INSERT_ACCOUNT)) {
            bindAccount(insert, funding, "FUNDING", "", "funding", -funded, users == 0 ? 0 : 1);
            insert.executeUpdate();
            for (int peer = 0; peer < shards; peer++) {
                if (peer != shard) {
                    bindAccount(
                            insert, SystemAccounts.clearing(peer, CURRENCY), "CLEARING", "", "clearing-" + peer, 0, 0);
                    insert.executeUpdate();
                }
            }
        }
        if (users > 0) {
            try (PreparedStatement insert = connection.prepareStatement(INSERT_ENTRY)) {
                bindEntry(insert, funding, -funded);
                insert.executeUpdate();
            }
        }
    }

    private static void openUsers(Connection connection, List<BaselineAccount> accounts) throws SQLException {
        try (PreparedStatement account = connection.prepareStatement(INSERT_ACCOUNT);
                PreparedStatement entry = connection.prepareStatement(INSERT_ENTRY)) {
            int waiting = 0;
            for (BaselineAccount one : accounts) {
                bindAccount(account, one.id(), "USER", one.userId(), "main", Traffic.OPENING_BALANCE, 1);
                account.addBatch();
                bindEntry(entry, one.id(), Traffic.OPENING_BALANCE);
                entry.addBatch();
                if (++waiting % ROWS_AT_ONCE == 0) {
                    account.executeBatch();
                    entry.executeBatch();
                }
            }
            account.executeBatch();
            entry.executeBatch();
        }
    }

    private static void bindAccount(
            PreparedStatement insert, UUID id, String kind, String user, String type, long posted, long entries)
            throws SQLException {
        insert.setBytes(1, BaselineAccount.bytes(id));
        insert.setString(2, kind);
        insert.setString(3, user);
        insert.setString(4, type);
        insert.setLong(5, posted);
        insert.setLong(6, entries);
    }

    private static void bindEntry(PreparedStatement insert, UUID account, long amount) throws SQLException {
        insert.setBytes(1, BaselineAccount.bytes(account));
        insert.setLong(2, 1);
        insert.setBytes(3, BaselineAccount.bytes(account));
        insert.setLong(4, amount);
        insert.setLong(5, amount);
    }
}
