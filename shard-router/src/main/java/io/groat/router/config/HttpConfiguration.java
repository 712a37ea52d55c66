package io.groat.router.config;

import io.groat.engine.AccountEngine;
import io.groat.engine.ShardGateway;
import io.groat.engine.Shards;
import io.groat.engine.TransferEngine;
import io.groat.engine.TransferReader;
import io.groat.reconcile.Reconciler;
import io.groat.router.access.Payer;
import io.groat.router.account.AccountCalls;
import io.groat.router.account.AccountFinder;
import io.groat.router.account.StatementCall;
import io.groat.router.admission.AdmissionFilter;
import io.groat.router.admission.AdmissionSettings;
import io.groat.router.admission.LineWindow;
import io.groat.router.audit.AuditLog;
import io.groat.router.ops.AnalyticsCall;
import io.groat.router.ops.HealthCall;
import io.groat.router.ops.ReconciliationCall;
import io.groat.router.ops.ShardsCall;
import io.groat.router.problem.MoneyProblems;
import io.groat.router.shard.GuardedShards;
import io.groat.router.shard.ShardTotals;
import io.groat.router.shard.ShardWatch;
import io.groat.router.stream.StreamCall;
import io.groat.router.transfer.BatchCall;
import io.groat.router.transfer.ManyTransfersSettings;
import io.groat.router.transfer.Payments;
import io.groat.router.transfer.TransferCall;
import io.groat.router.transfer.TransferMeters;
import io.groat.router.transfer.TransferReads;
import io.groat.web.health.ServiceIdentity;
import io.groat.web.http.Bodies;
import io.groat.web.http.Problems;
import io.groat.web.http.RouteTable;
import io.groat.web.http.Routes;
import io.groat.web.limit.RateLimiter;
import io.groat.web.problem.ProblemTranslator;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The calls, one object a resource, and the table that leads to them. */
@Configuration(proxyBeanMethods = false)
class HttpConfiguration {

    /** All codes are among the counters from the start. */
    @Bean
    ProblemTranslator moneyProblems(Problems problems) {
        MoneyProblems.codes().forEach(problems::register);
        return MoneyProblems::ofRefusal;
    }

    @Bean
    TransferMeters transferMeters(MeterRegistry meters) {
        return new TransferMeters(meters);
    }

    @Bean
    Payer payer(AccountEngine accounts) {
        return new Payer(accounts);
    }

    @Bean
    Payments payments(Payer payer, RateLimiter limiter, TransferEngine engine, TransferMeters meters) {
        return new Payments(payer, limiter, engine, meters);
    }

    @Bean
    AdmissionFilter admissionFilter(
            RouteTable routes, Problems problems, AdmissionSettings settings, MeterRegistry meters) {
        return new AdmissionFilter(routes, problems, settings, meters);
    }

    @Bean
    LineWindow lineWindow(AdmissionSettings settings, MeterRegistry meters) {
        return new LineWindow(settings, meters);
    }

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
    TransferCall transferCall(Payments payments, Bodies bodies) {
        return new TransferCall(payments, bodies);
    }

    @Bean
    TransferReads transferReads(TransferReader reader) {
        return new TransferReads(reader);
    }

    @Bean
    BatchCall batchCall(
            Payments payments, LineWindow window, Problems problems, Bodies bodies, ManyTransfersSettings settings) {
        return new BatchCall(payments, window, problems, bodies, settings);
    }

    @Bean
    StreamCall streamCall(Payments payments, LineWindow window, Problems problems, ManyTransfersSettings settings) {
        return new StreamCall(payments, window, problems, settings);
    }

    @Bean
    HealthCall healthCall(ShardWatch watch, Shards shards, ServiceIdentity identity) {
        return new HealthCall(watch, shards.all().size(), identity);
    }

    @Bean
    ShardsCall shardsCall(Shards shards, GuardedShards guarded, ShardWatch watch, ShardTotals totals) {
        return new ShardsCall(shards, guarded, watch, totals);
    }

    @Bean
    AnalyticsCall analyticsCall(ShardTotals totals, TransferMeters meters, Shards shards, ServiceIdentity identity) {
        return new AnalyticsCall(totals, meters, shards.all().size(), identity.startedAt());
    }

    @Bean
    ReconciliationCall reconciliationCall(Reconciler reconciler) {
        return new ReconciliationCall(reconciler);
    }

    @Bean
    Routes healthRoutes(HealthCall health) {
        return Routes.of(health.route());
    }

    @Bean
    Routes transferRoutes(TransferCall transfer, BatchCall batch, StreamCall stream) {
        return transfer.routes().and(batch.route(), stream.route());
    }

    @Bean
    Routes transferReadRoutes(TransferReads reads) {
        return reads.routes();
    }

    @Bean
    Routes accountRoutes(AccountCalls accounts, StatementCall statement) {
        return accounts.routes().and(statement.route());
    }

    @Bean
    Routes operationsRoutes(ShardsCall shards, AnalyticsCall analytics, ReconciliationCall reconciliation) {
        return Routes.of(shards.route(), analytics.route(), reconciliation.route());
    }
}
