package io.groat.router.account;

import io.groat.engine.AccountEngine;
import io.groat.engine.ShardGateway;
import io.groat.router.audit.AuditLog;
import io.groat.web.http.Bodies;
import io.groat.web.http.Routes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The calls about accounts. */
@Configuration(proxyBeanMethods = false)
class AccountConfiguration {

    @Bean
    AccountFinder accountFinder(AccountEngine accounts) {
        return new AccountFinder(accounts);
    }

    @Bean
    AccountCalls accountCalls(
            AccountEngine accounts, AccountFinder finder, ShardGateway gateway, Bodies bodies, AuditLog audit) {
        return new AccountCalls(accounts, finder, gateway, bodies, audit);
    }

    @Bean
    StatementCall statementCall(AccountEngine accounts, AccountFinder finder) {
        return new StatementCall(accounts, finder);
    }

    @Bean
    AccountListCall accountListCall(AccountEngine accounts, ShardGateway gateway) {
        return new AccountListCall(accounts, gateway);
    }

    @Bean
    Routes accountRoutes(AccountCalls accounts, AccountListCall list, StatementCall statement) {
        return accounts.routes().and(list.route(), statement.route());
    }
}
