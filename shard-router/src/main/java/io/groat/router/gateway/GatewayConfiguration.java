package io.groat.router.gateway;

import io.groat.account.AccountDirectory;
import io.groat.engine.FundingEngine;
import io.groat.engine.OrderEngine;
import io.groat.engine.ShardGateway;
import io.groat.engine.Shards;
import io.groat.router.shard.ShardsLifecycle;
import io.groat.saga.OrderLooks;
import io.groat.web.http.Bodies;
import io.groat.web.http.Routes;
import io.groat.web.lifecycle.LifecycleAdapter;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Payment gateways as they are configured; where none is, orders are turned down and nothing runs. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GatewaySettings.class)
class GatewayConfiguration {

    /** All of them, in the order in which they are tried. */
    record Gateways(Map<String, GatewayAdapter> byName) {}

    @Bean
    Gateways gateways(GatewaySettings settings, InstantSource clock) {
        Map<String, GatewayAdapter> all = new LinkedHashMap<>();
        settings.providers()
                .forEach(one -> all.put(
                        one.name(),
                        switch (one.shape()) {
                            case RAZORPAY -> new RazorpayGateway(one, settings.limit(), clock);
                            case STRIPE -> new StripeGateway(one, settings.limit(), settings.returnUrl());
                        }));
        return new Gateways(all);
    }

    @Bean
    OrderEngine orderEngine(
            ShardGateway shards,
            AccountDirectory directory,
            FundingEngine funding,
            Gateways gateways,
            InstantSource clock) {
        return new OrderEngine(
                shards, directory, funding, List.copyOf(gateways.byName().values()), clock);
    }

    @Bean
    InboxWork inboxWork(
            Gateways gateways, OrderEngine orders, ShardGateway shards, GatewaySettings settings, InstantSource clock) {
        return new InboxWork(gateways.byName(), orders, shards, clock, settings.keep());
    }

    @Bean
    LifecycleAdapter inboxLifecycle(InboxWork inbox, Gateways gateways) {
        boolean any = !gateways.byName().isEmpty();
        return LifecycleAdapter.ofPrompt(any ? inbox::start : () -> {}, inbox::stop)
                .inPhase(ShardsLifecycle.PHASE + 1);
    }

    @Bean
    LifecycleAdapter orderLooksLifecycle(
            Shards shards, OrderEngine orders, Gateways gateways, GatewaySettings settings, InstantSource clock) {
        List<OrderLooks> looks = gateways.byName().isEmpty()
                ? List.of()
                : shards.all().stream()
                        .map(shard -> new OrderLooks(
                                shard.number(), shard.orders(), orders::look, clock, settings.lookPause()))
                        .toList();
        return LifecycleAdapter.ofPrompt(() -> looks.forEach(OrderLooks::start), () -> looks.forEach(OrderLooks::stop))
                .inPhase(ShardsLifecycle.PHASE + 1);
    }

    @Bean
    Routes webhookRoutes(Gateways gateways, InboxWork inbox, Bodies bodies, InstantSource clock) {
        return Routes.of(new WebhookCall(gateways.byName(), inbox, bodies, clock).route());
    }
}
