package io.groat.infra.bench.engine;

import io.groat.account.AccountRef;
import io.groat.engine.AccountEngine;
import io.groat.engine.RuleEngine;
import io.groat.engine.Shards;
import io.groat.infra.bench.load.LoadException;
import io.groat.infra.bench.load.Traffic;
import io.groat.money.CurrencyCode;
import io.groat.posting.AccountAnswer;
import io.groat.refusal.Refusal;
import io.groat.rule.StoredRule;
import io.groat.rule.StoredRule.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Wallets beside the users' own, of a type that has three limits, and a transaction type that has a fee. */
final class RuledWallets {

    /** Of the wallets as of the payments between them. */
    static final String TYPE = "ruled";

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final int OPENED_AT_ONCE = 1_024;

    /** More than any run pays, so that all are judged and none is refused. */
    private static final String WALLET = """
            {"title": "Ruled",
             "limits": [{"name": "day", "window": "day", "max": 9000000000000000},
                        {"name": "often", "window": "rolling-24h", "measure": "count", "max": 9000000000000000},
                        {"name": "in", "window": "month", "direction": "in", "max": 9000000000000000}]}""";

    private static final String TRANSACTION = """
            {"title": "Ruled", "fees": [{"kind": "percent", "basisPoints": 10, "min": 1}]}""";

    private RuledWallets() {}

    /** Makes the rules and opens the wallets, in the order of the users' numbers. */
    static List<AccountRef> open(Shards shards, AccountEngine accounts, int users) {
        RuleEngine rules = new RuleEngine(shards, shards);
        make(rules, Kind.WALLET, WALLET, Refusal.WALLET_TYPE_EXISTS);
        make(rules, Kind.TRANSACTION, TRANSACTION, Refusal.TRANSACTION_TYPE_EXISTS);
        CurrencyCode currency = CurrencyCode.of(Traffic.CURRENCY);
        List<AccountRef> opened = Flux.range(0, users)
                .flatMapSequential(user -> open(accounts, Traffic.userId(user), currency), OPENED_AT_ONCE)
                .collectList()
                .block(START_LIMIT);
        if (opened == null || opened.size() < users) {
            throw new LoadException("The engine did not open all wallets under rules");
        }
        return opened;
    }

    private static void make(RuleEngine rules, Kind kind, String body, Refusal exists) {
        StoredRule draft = StoredRule.of(kind, TYPE, 1, body, Instant.EPOCH, "bench");
        rules.create(draft, exists).block(START_LIMIT);
    }

    private static Mono<AccountRef> open(AccountEngine accounts, String user, CurrencyCode currency) {
        return accounts.open(user, TYPE, currency, Traffic.OPENING_BALANCE).map(answer -> {
            if (answer instanceof AccountAnswer.Done done) {
                return new AccountRef.ById(done.account().id());
            }
            throw new LoadException("The engine would not open a wallet: " + answer);
        });
    }
}
