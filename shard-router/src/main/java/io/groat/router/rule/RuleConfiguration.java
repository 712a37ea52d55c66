package io.groat.router.rule;

import io.groat.engine.AccountEngine;
import io.groat.engine.RuleEngine;
import io.groat.engine.ShardGateway;
import io.groat.engine.Shards;
import io.groat.router.account.AccountFinder;
import io.groat.router.audit.AuditLog;
import io.groat.router.shard.ShardsLifecycle;
import io.groat.saga.UsageSweep;
import io.groat.web.http.Bodies;
import io.groat.web.http.Routes;
import io.groat.web.lifecycle.LifecycleAdapter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The calls about rules of money. */
@Configuration(proxyBeanMethods = false)
class RuleConfiguration {

    private static final Duration SWEEP_PAUSE = Duration.ofMinutes(10);

    @Bean
    RuleEngine ruleEngine(ShardGateway gateway, Shards shards) {
        return new RuleEngine(gateway, shards);
    }

    @Bean
    Routes walletTypeRoutes(RuleEngine engine, AuditLog audit, Bodies bodies, InstantSource clock) {
        return new RuleCalls<>(
                        RuleKind.WALLET_TYPE, engine, audit, bodies, clock, WalletTypeView.class, WalletTypeView::of)
                .routes("/v1/wallet-types", "WalletType", "a wallet type", WalletTypeView.WalletTypeOrder.class);
    }

    @Bean
    Routes transactionTypeRoutes(RuleEngine engine, AuditLog audit, Bodies bodies, InstantSource clock) {
        return new RuleCalls<>(
                        RuleKind.TRANSACTION_TYPE,
                        engine,
                        audit,
                        bodies,
                        clock,
                        TransactionTypeView.class,
                        TransactionTypeView::of)
                .routes(
                        "/v1/transaction-types",
                        "TransactionType",
                        "a transaction type",
                        TransactionTypeView.TransactionTypeOrder.class);
    }

    @Bean
    LifecycleAdapter usageSweepLifecycle(Shards shards, InstantSource clock) {
        List<UsageSweep> sweeps = shards.all().stream()
                .map(shard -> new UsageSweep(shard.number(), shard.rules(), clock, SWEEP_PAUSE))
                .toList();
        return LifecycleAdapter.ofPrompt(
                        () -> sweeps.forEach(UsageSweep::start), () -> sweeps.forEach(UsageSweep::stop))
                .inPhase(ShardsLifecycle.PHASE + 1);
    }

    @Bean
    Routes limitRoutes(AccountFinder finder, AccountEngine accounts, RuleEngine rules, InstantSource clock) {
        return Routes.of(new LimitsCall(finder, accounts, rules, clock).route());
    }
}
