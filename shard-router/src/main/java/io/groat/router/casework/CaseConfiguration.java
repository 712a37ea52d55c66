package io.groat.router.casework;

import io.groat.engine.CaseEngine;
import io.groat.engine.FundingEngine;
import io.groat.engine.OrderEngine;
import io.groat.engine.PayoutEngine;
import io.groat.engine.SettlementEngine;
import io.groat.engine.ShardGateway;
import io.groat.engine.Shards;
import io.groat.router.audit.AuditLog;
import io.groat.router.shard.ShardsLifecycle;
import io.groat.saga.ShardWork;
import io.groat.web.http.Bodies;
import io.groat.web.http.Routes;
import io.groat.web.lifecycle.LifecycleAdapter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Cases: the calls, and who opens them and carries out what was decided. Where no gateway is configured nothing runs. */
@Configuration(proxyBeanMethods = false)
class CaseConfiguration {

    /** Cases are for people, who don't wait for the second. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    @Bean
    CaseEngine caseEngine(
            ShardGateway shards,
            FundingEngine funding,
            SettlementEngine settlements,
            PayoutEngine payouts,
            InstantSource clock) {
        return new CaseEngine(shards, funding, settlements, payouts, clock);
    }

    @Bean
    Routes caseRoutes(CaseEngine engine, AuditLog audit, Bodies bodies) {
        return new CaseCalls(engine, audit, bodies).routes();
    }

    @Bean
    LifecycleAdapter caseLifecycle(Shards shards, CaseEngine engine, OrderEngine orders) {
        boolean any = !orders.gatewayNames().isEmpty();
        List<ShardWork> work = shards.all().stream()
                .filter(shard -> any)
                .map(shard ->
                        new ShardWork("Cases of shard " + shard.number(), () -> engine.round(shard.number()), PAUSE))
                .toList();
        return LifecycleAdapter.ofPrompt(() -> work.forEach(ShardWork::start), () -> work.forEach(ShardWork::stop))
                .inPhase(ShardsLifecycle.PHASE + 1);
    }
}
