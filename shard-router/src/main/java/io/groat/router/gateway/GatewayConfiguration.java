package io.groat.router.gateway;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.groat.account.AccountDirectory;
import io.groat.dispute.Reminders;
import io.groat.engine.DestinationEngine;
import io.groat.engine.DisputeEngine;
import io.groat.engine.FundingEngine;
import io.groat.engine.OrderEngine;
import io.groat.engine.PayoutEngine;
import io.groat.engine.PayoutSteps;
import io.groat.engine.RiskGate;
import io.groat.engine.ShardGateway;
import io.groat.engine.Shards;
import io.groat.router.shard.ShardsLifecycle;
import io.groat.saga.Looks;
import io.groat.web.http.Bodies;
import io.groat.web.http.Routes;
import io.groat.web.lifecycle.LifecycleAdapter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Payment gateways as they are configured; where none is, orders are turned down and nothing runs. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GatewaySettings.class)
class GatewayConfiguration {

    /** Disputes go on by the day, and are told of. */
    private static final Duration DISPUTES_PAUSE = Duration.ofMinutes(1);

    /** All of them, in the order in which they are tried. */
    record Gateways(Map<String, GatewayAdapter> byName) {}

    /** Where no gateway is nothing is kept either, and any secret does. */
    @Bean
    Vault vault(GatewaySettings settings) {
        return new Vault(settings.secret().isEmpty() ? UUID.randomUUID().toString() : settings.secret());
    }

    @Bean
    Gateways gateways(GatewaySettings settings, Vault vault, InstantSource clock, MeterRegistry meters) {
        CircuitBreakerRegistry breakers = CircuitBreakerRegistry.ofDefaults();
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(meters);
        Map<String, GatewayAdapter> all = new LinkedHashMap<>();
        settings.providers()
                .forEach(one -> all.put(
                        one.name(),
                        switch (one.shape()) {
                            case RAZORPAY -> new RazorpayGateway(one, settings.limit(), vault, breakers, clock);
                            case STRIPE ->
                                new StripeGateway(one, settings.limit(), settings.returnUrl(), vault, breakers);
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
    PayoutSteps payoutSteps(
            ShardGateway shards,
            FundingEngine funding,
            RiskGate gate,
            Gateways gateways,
            GatewaySettings settings,
            InstantSource clock) {
        return new PayoutSteps(
                shards, funding, gate, List.copyOf(gateways.byName().values()), settings.longestWay(), clock);
    }

    @Bean
    PayoutEngine payoutEngine(
            ShardGateway shards,
            AccountDirectory directory,
            Gateways gateways,
            PayoutSteps steps,
            InstantSource clock) {
        return new PayoutEngine(shards, directory, List.copyOf(gateways.byName().values()), steps, clock);
    }

    @Bean
    DestinationEngine destinationEngine(ShardGateway shards, Gateways gateways, InstantSource clock) {
        return new DestinationEngine(shards, List.copyOf(gateways.byName().values()), clock);
    }

    @Bean
    DisputeEngine disputeEngine(
            ShardGateway shards,
            FundingEngine funding,
            Gateways gateways,
            GatewaySettings settings,
            InstantSource clock) {
        return new DisputeEngine(
                shards, funding, List.copyOf(gateways.byName().values()), new Reminders(settings.reminders()), clock);
    }

    @Bean
    InboxWork inboxWork(
            Gateways gateways,
            OrderEngine orders,
            PayoutEngine payouts,
            PayoutSteps steps,
            DisputeEngine disputes,
            ShardGateway shards,
            GatewaySettings settings,
            InstantSource clock) {
        return new InboxWork(gateways.byName(), orders, payouts, steps, disputes, shards, clock, settings.keep());
    }

    @Bean
    LifecycleAdapter inboxLifecycle(InboxWork inbox, Gateways gateways) {
        boolean any = !gateways.byName().isEmpty();
        return LifecycleAdapter.ofPrompt(any ? inbox::start : () -> {}, inbox::stop)
                .inPhase(ShardsLifecycle.PHASE + 1);
    }

    /** What is due of orders, payouts and disputes is seen to, on each shard by itself. */
    @Bean
    LifecycleAdapter looksLifecycle(
            Shards shards,
            OrderEngine orders,
            PayoutSteps payouts,
            DisputeEngine disputes,
            Gateways gateways,
            GatewaySettings settings,
            InstantSource clock) {
        List<Looks<?>> looks = gateways.byName().isEmpty()
                ? List.of()
                : shards.all().stream()
                        .<Looks<?>>flatMap(shard -> Stream.of(
                                new Looks<>(
                                        "Orders of shard " + shard.number(),
                                        most -> shard.orders().due(clock.instant(), most),
                                        orders::look,
                                        settings.lookPause()),
                                new Looks<>(
                                        "Payouts of shard " + shard.number(),
                                        most -> shard.payouts().due(clock.instant(), most),
                                        payouts::advance,
                                        settings.lookPause()),
                                new Looks<>(
                                        "Disputes of shard " + shard.number(),
                                        most -> shard.disputes().due(clock.instant(), most),
                                        disputes::look,
                                        DISPUTES_PAUSE),
                                new Looks<>(
                                        "Deadlines of shard " + shard.number(),
                                        most -> shard.disputes().toRemind(clock.instant(), most),
                                        disputes::remind,
                                        DISPUTES_PAUSE)))
                        .toList();
        return LifecycleAdapter.ofPrompt(() -> looks.forEach(Looks::start), () -> looks.forEach(Looks::stop))
                .inPhase(ShardsLifecycle.PHASE + 1);
    }

    @Bean
    Routes webhookRoutes(Gateways gateways, InboxWork inbox, Bodies bodies, InstantSource clock) {
        return new WebhookCall(gateways.byName(), inbox, bodies, clock).routes();
    }
}
