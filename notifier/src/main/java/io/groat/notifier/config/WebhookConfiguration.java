package io.groat.notifier.config;

import io.groat.cassandra.Cassandra;
import io.groat.notifier.intake.Intake;
import io.groat.notifier.intake.Notice;
import io.groat.notifier.message.Channel;
import io.groat.notifier.message.MessageStore;
import io.groat.notifier.outbound.GuardedHttp;
import io.groat.notifier.outbound.GuardedResolver;
import io.groat.notifier.outbound.PublicAddresses;
import io.groat.notifier.queue.DeliveryQueue;
import io.groat.notifier.queue.Leases;
import io.groat.notifier.secret.MasterSecret;
import io.groat.notifier.webhook.AttemptLog;
import io.groat.notifier.webhook.Endpoint;
import io.groat.notifier.webhook.EndpointDesk;
import io.groat.notifier.webhook.EndpointHealth;
import io.groat.notifier.webhook.EndpointStore;
import io.groat.notifier.webhook.Endpoints;
import io.groat.notifier.webhook.WebhookCalls;
import io.groat.notifier.webhook.WebhookDelivery;
import io.groat.notifier.webhook.WebhookIntake;
import io.groat.notifier.webhook.WebhookSettings;
import io.groat.web.http.Bodies;
import io.groat.web.http.Routes;
import io.groat.web.token.AccessSettings;
import io.groat.web.token.ApiKey;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsNameResolverChannelStrategy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** Webhooks. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookSettings.class)
class WebhookConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookConfiguration.class);

    @Bean
    MasterSecret masterSecret(@Value("${groat.notifier.secret:}") String secret, AccessSettings access) {
        String text = secret.isEmpty() ? access.serviceCredential() : secret;
        if (text.isEmpty()) {
            LOG.warn("There is no groat.notifier.secret: what is sealed and signed now means nothing after a restart");
            return new MasterSecret(ApiKey.create().secret());
        }
        return new MasterSecret(text);
    }

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
    AttemptLog attemptLog(Cassandra cassandra) {
        return new AttemptLog(cassandra);
    }

    /** The intake comes later: what it makes goes through the queue, which delivers by this. */
    @Bean
    EndpointHealth endpointHealth(
            EndpointStore store, Endpoints endpoints, WebhookSettings settings, ObjectProvider<Intake> intake) {
        return new EndpointHealth(
                store,
                endpoints,
                settings,
                (endpoint, why) -> tellOwner(intake.getObject(), endpoint, why),
                InstantSource.system());
    }

    private static Mono<Void> tellOwner(Intake intake, Endpoint endpoint, String why) {
        String owner = endpoint.owner();
        return owner == null
                ? Mono.empty()
                : intake.accept(Notice.of(
                                "disabled:" + endpoint.id() + ":" + endpoint.version(),
                                owner,
                                "webhook-disabled",
                                Map.of("url", endpoint.url(), "why", why),
                                Instant.now()))
                        .then();
    }

    @Bean
    QueueConfiguration.Way webhooks(
            Endpoints endpoints, EndpointHealth health, AttemptLog log, GuardedHttp client, MasterSecret secrets) {
        return new QueueConfiguration.Way(
                Channel.WEBHOOK, new WebhookDelivery(endpoints, health, log, client, secrets, InstantSource.system()));
    }

    @Bean
    EndpointDesk endpointDesk(
            EndpointStore store, Endpoints endpoints, MasterSecret secrets, WebhookSettings settings) {
        return new EndpointDesk(store, endpoints, secrets, settings, InstantSource.system());
    }

    @Bean
    WebhookIntake webhookIntake(Endpoints endpoints, MessageStore messages, Cassandra cassandra, DeliveryQueue queue) {
        return new WebhookIntake(endpoints, messages, cassandra, queue, InstantSource.system());
    }

    @Bean
    Routes webhookRoutes(
            EndpointStore store,
            Endpoints endpoints,
            EndpointDesk desk,
            AttemptLog log,
            WebhookIntake intake,
            PublicAddresses addresses,
            Bodies bodies) {
        return new WebhookCalls(store, endpoints, desk, log, intake, addresses, bodies, InstantSource.system())
                .routes();
    }
}
