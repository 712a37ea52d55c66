package io.groat.notifier.provider;

import io.groat.notifier.digest.DigestStore;
import io.groat.notifier.message.Channel;
import io.groat.notifier.profile.ProfileStore;
import io.groat.notifier.profile.Profiles;
import io.groat.notifier.queue.ChannelDelivery;
import io.groat.notifier.template.Templates;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Who takes e-mail and SMS. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProviderSettings.class)
class ProviderConfiguration {

    private static final int SMTP_THREADS = 8;
    private static final int SMTP_WAITING = 1_000;
    private static final int TO_ONE_HOST = 64;

    @Bean(destroyMethod = "dispose")
    Scheduler smtpThreads() {
        return Schedulers.newBoundedElastic(SMTP_THREADS, SMTP_WAITING, "smtp");
    }

    @Bean(destroyMethod = "dispose")
    ConnectionProvider providerConnections() {
        return ConnectionProvider.create("providers", TO_ONE_HOST);
    }

    @Bean
    HttpClient providerHttp(ConnectionProvider connections, ProviderSettings settings) {
        return HttpClient.create(connections).option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                settings.limit().toMillis());
    }

    @Bean
    PersonDeliveries personDeliveries(
            Profiles profiles,
            ProfileStore store,
            Templates templates,
            DigestStore digests,
            ProviderSettings settings,
            InstantSource clock,
            MeterRegistry meters) {
        return new PersonDeliveries(profiles, store, templates, digests, settings, clock, meters);
    }

    @Bean
    ChannelDelivery email(
            PersonDeliveries deliveries,
            ProviderSettings settings,
            Scheduler smtpThreads,
            ObjectProvider<StandInProviders> standIns) {
        List<Provider> providers = new ArrayList<>();
        settings.email()
                .forEach(one -> providers.add(
                        new SmtpProvider(one, settings.from(), settings.limit().toMillis(), smtpThreads)));
        return deliveries.by(Channel.EMAIL, orStandIn(providers, Channel.EMAIL, standIns.getIfAvailable()));
    }

    @Bean
    ChannelDelivery sms(
            PersonDeliveries deliveries,
            ProviderSettings settings,
            HttpClient providerHttp,
            InstantSource clock,
            ObjectProvider<StandInProviders> standIns) {
        List<Provider> providers = new ArrayList<>();
        settings.sms().forEach(one -> providers.add(new SmsProvider(one, settings.limit(), providerHttp, clock)));
        return deliveries.by(Channel.SMS, orStandIn(providers, Channel.SMS, standIns.getIfAvailable()));
    }

    private static List<Provider> orStandIn(
            List<Provider> named, Channel channel, @Nullable StandInProviders standIns) {
        return named.isEmpty() && standIns != null ? List.of(standIns.provider(channel)) : named;
    }
}
