package io.groat.notifier.webhook;

import io.groat.cassandra.Cassandra;
import io.groat.notifier.intake.Intake;
import io.groat.notifier.intake.Notice;
import io.groat.notifier.message.Channel;
import io.groat.notifier.message.MessageStore;
import io.groat.notifier.outbound.GuardedHttp;
import io.groat.notifier.outbound.GuardedResolver;
import io.groat.notifier.outbound.PublicAddresses;
import io.groat.notifier.queue.ChannelDelivery;
import io.groat.notifier.queue.DeliveryQueue;
import io.groat.notifier.queue.Leases;
import io.groat.notifier.secret.MasterSecret;
import io.groat.web.http.Bodies;
import io.groat.web.http.Routes;
import io.groat.web.lifecycle.LifecycleAdapter;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsNameResolverChannelStrategy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** Webhooks. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookSettings.class)
class WebhookConfiguration {

    @Bean
    PublicAddresses publicAddresses(WebhookSettings settings) {
        return new PublicAddresses(settings.allowedNetworks());
    }

    @Bean(destroyMethod = "close")
    GuardedHttp guardedHttp(PublicAddresses addresses, WebhookSettings settings) {
        // A socket, and with it a port, a question: nothing to close, and harder to answer in another's place.
        DnsAddressResolverGroup names = new DnsAddressResolverGroup(new DnsNameResolverBuilder()
                .datagramChannelType(NioDatagramChannel.class)
                .datagramChannelStrategy(DnsNameResolverChannelStrategy.ChannelPerResolution));
        return new GuardedHttp(
                new GuardedResolver(names, addresses),
                settings.connectLimit(),
                settings.answerLimit(),
                settings.mostRead());
    }

    @Bean
    EndpointStore endpointStore(Cassandra cassandra) {
        return new EndpointStore(cassandra);
    }

    @Bean
    Endpoints endpoints(EndpointStore store, Leases leases) {
        return new Endpoints(store, leases::isAlone);
    }

    @Bean
    LifecycleAdapter endpointsLifecycle(Endpoints endpoints) {
        return LifecycleAdapter.ofPrompt(endpoints::start, endpoints::stop);
    }

    @Bean
    AttemptLog attemptLog(Cassandra cassandra) {
        return new AttemptLog(cassandra);
    }

    /** The intake comes later: what it makes goes through the queue, which delivers by this. */
    @Bean
    EndpointHealth endpointHealth(
            EndpointStore store,
            Endpoints endpoints,
            WebhookSettings settings,
            InstantSource clock,
            ObjectProvider<Intake> intake) {
        return new EndpointHealth(
                store,
                endpoints,
                settings,
                (endpoint, why) -> tellOwner(intake.getObject(), endpoint, why, clock.instant()),
                clock);
    }

    private static Mono<Void> tellOwner(Intake intake, Endpoint endpoint, String why, Instant now) {
        String owner = endpoint.owner();
        return owner == null
                ? Mono.empty()
                : intake.accept(Notice.of(
                                "disabled:" + endpoint.id() + ":" + endpoint.version(),
                                owner,
                                "webhook-disabled",
                                Map.of("url", endpoint.url(), "why", why),
                                now))
                        .then();
    }

    @Bean
    ChannelDelivery webhooks(
            Endpoints endpoints,
            EndpointHealth health,
            AttemptLog log,
            GuardedHttp client,
            MasterSecret secrets,
            InstantSource clock) {
        return new ChannelDelivery(
                Channel.WEBHOOK, new WebhookDelivery(endpoints, health, log, client, secrets, clock));
    }

    @Bean
    EndpointChanges endpointChanges(
            EndpointStore store,
            Endpoints endpoints,
            MasterSecret secrets,
            WebhookSettings settings,
            InstantSource clock) {
        return new EndpointChanges(store, endpoints, secrets, settings, clock);
    }

    @Bean
    WebhookIntake webhookIntake(
            Endpoints endpoints, MessageStore messages, Cassandra cassandra, DeliveryQueue queue, InstantSource clock) {
        return new WebhookIntake(endpoints, messages, cassandra, queue, clock);
    }

    @Bean
    Routes webhookRoutes(
            EndpointStore store,
            Endpoints endpoints,
            EndpointChanges changes,
            AttemptLog log,
            WebhookIntake intake,
            PublicAddresses addresses,
            Bodies bodies,
            InstantSource clock) {
        return new WebhookCalls(store, endpoints, changes, log, intake, addresses, bodies, clock).routes();
    }
}
