package io.groat.router.config;

import io.groat.engine.AccountEngine;
import io.groat.engine.Shards;
import io.groat.engine.TransferEngine;
import io.groat.engine.TransferReader;
import io.groat.reconcile.Reconciler;
import io.groat.router.account.AccountCalls;
import io.groat.router.account.AccountFinder;
import io.groat.router.account.StatementCall;
import io.groat.router.http.Bodies;
import io.groat.router.http.HttpSettings;
import io.groat.router.http.Route;
import io.groat.router.http.RouteTable;
import io.groat.router.ops.AnalyticsCall;
import io.groat.router.ops.HealthCall;
import io.groat.router.ops.ReconciliationCall;
import io.groat.router.ops.ServiceIdentity;
import io.groat.router.ops.ShardsCall;
import io.groat.router.problem.ProblemHandler;
import io.groat.router.problem.Problems;
import io.groat.router.shard.GuardedReads;
import io.groat.router.shard.GuardedShards;
import io.groat.router.shard.ShardTotals;
import io.groat.router.shard.ShardWatch;
import io.groat.router.stream.StreamCall;
import io.groat.router.transfer.BatchCall;
import io.groat.router.transfer.Payments;
import io.groat.router.transfer.TransferCall;
import io.groat.router.transfer.TransferMeters;
import io.groat.router.transfer.TransferReads;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The calls, one object a resource, and the table that leads to them. */
@Configuration(proxyBeanMethods = false)
class HttpConfiguration {

    @Bean
    Problems problems(MeterRegistry meters) {
        return new Problems(meters);
    }

    @Bean
    ProblemHandler problemHandler(Problems problems) {
        return new ProblemHandler(problems);
    }

    @Bean
    Bodies bodies(HttpSettings settings) {
        return new Bodies(settings);
    }

    @Bean
    TransferMeters transferMeters(MeterRegistry meters) {
        return new TransferMeters(meters);
    }

    @Bean
    Payments payments(TransferEngine engine, TransferMeters meters) {
        return new Payments(engine, meters);
    }

    @Bean
    AccountFinder accountFinder(AccountEngine accounts, GuardedReads reads, Shards shards) {
        return new AccountFinder(accounts, reads, shards::map);
    }

    @Bean
    AccountCalls accountCalls(
            AccountEngine accounts, AccountFinder finder, GuardedReads reads, Shards shards, Bodies bodies) {
        return new AccountCalls(accounts, finder, reads, shards::map, bodies);
    }

    @Bean
    StatementCall statementCall(AccountEngine accounts, AccountFinder finder, GuardedReads reads, Shards shards) {
        return new StatementCall(accounts, finder, reads, shards::map);
    }

    @Bean
    TransferCall transferCall(Payments payments, Bodies bodies) {
        return new TransferCall(payments, bodies);
    }

    @Bean
    TransferReads transferReads(TransferReader reader, GuardedReads reads, Shards shards) {
        return new TransferReads(reader, reads, shards::map);
    }

    @Bean
    BatchCall batchCall(Payments payments, Problems problems, Bodies bodies, HttpSettings settings) {
        return new BatchCall(payments, problems, bodies, settings);
    }

    @Bean
    StreamCall streamCall(Payments payments, Problems problems, HttpSettings settings) {
        return new StreamCall(payments, problems, settings);
    }

    @Bean
    ServiceIdentity serviceIdentity(BuildProperties build, InstantSource clock) {
        return new ServiceIdentity(build.getArtifact(), build.getVersion(), clock.instant());
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
    RouteTable routeTable(
            TransferCall transfer,
            TransferReads transferReads,
            BatchCall batch,
            StreamCall stream,
            AccountCalls accounts,
            StatementCall statement,
            HealthCall health,
            ShardsCall shards,
            AnalyticsCall analytics,
            ReconciliationCall reconciliation) {
        List<Route> routes = new ArrayList<>();
        routes.addAll(transfer.routes());
        routes.addAll(transferReads.routes());
        routes.add(batch.route());
        routes.add(stream.route());
        routes.addAll(accounts.routes());
        routes.add(statement.route());
        routes.add(health.route());
        routes.add(shards.route());
        routes.add(analytics.route());
        routes.add(reconciliation.route());
        return new RouteTable(routes);
    }
}
