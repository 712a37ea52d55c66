package io.groat.notifier.config;

import io.groat.cassandra.Cassandra;
import io.groat.notifier.digest.DigestStore;
import io.groat.notifier.message.Channel;
import io.groat.notifier.outbound.GuardedHttp;
import io.groat.notifier.profile.Device;
import io.groat.notifier.profile.ProfileStore;
import io.groat.notifier.profile.Profiles;
import io.groat.notifier.provider.PersonDelivery;
import io.groat.notifier.provider.Provider;
import io.groat.notifier.provider.ProviderPool;
import io.groat.notifier.provider.ProviderSettings;
import io.groat.notifier.provider.SmsProvider;
import io.groat.notifier.provider.SmtpProvider;
import io.groat.notifier.push.DeviceProvider;
import io.groat.notifier.push.FcmProvider;
import io.groat.notifier.push.WebPushProvider;
import io.groat.notifier.sandbox.Sandbox;
import io.groat.notifier.sandbox.SandboxCalls;
import io.groat.notifier.template.Templates;
import io.groat.web.http.Routes;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Who takes messages to people; in the local profile the sandbox, where nobody else is named. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProviderSettings.class)
class ProviderConfiguration {

    private static final int SMTP_THREADS = 8;
    private static final int SMTP_WAITING = 1_000;
    private static final int TO_ONE_HOST = 64;

    @Bean
    @Profile("local")
    Sandbox sandbox(Cassandra cassandra) {
        return new Sandbox(cassandra, InstantSource.system());
    }

    @Bean
    @Profile("local")
    Routes sandboxRoutes(Sandbox sandbox) {
        return new SandboxCalls(sandbox).routes();
    }

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
    QueueConfiguration.Way email(
            Parts parts, ProviderSettings settings, Scheduler smtpThreads, ObjectProvider<Sandbox> sandbox) {
        List<Provider> providers = new ArrayList<>();
        settings.email()
                .forEach(one -> providers.add(
                        new SmtpProvider(one, settings.from(), settings.limit().toMillis(), smtpThreads)));
        return parts.way(Channel.EMAIL, providers, sandbox.getIfAvailable());
    }

    @Bean
    QueueConfiguration.Way sms(
            Parts parts, ProviderSettings settings, HttpClient providerHttp, ObjectProvider<Sandbox> sandbox) {
        List<Provider> providers = new ArrayList<>();
        settings.sms()
                .forEach(one ->
                        providers.add(new SmsProvider(one, settings.limit(), providerHttp, InstantSource.system())));
        return parts.way(Channel.SMS, providers, sandbox.getIfAvailable());
    }

    @Bean
    QueueConfiguration.Way push(
            Parts parts,
            ProviderSettings settings,
            HttpClient providerHttp,
            GuardedHttp guarded,
            ObjectProvider<Sandbox> sandbox) {
        Map<Device.Type, ProviderPool> ways = new EnumMap<>(Device.Type.class);
        if (!settings.fcm().project().isEmpty()) {
            ways.put(
                    Device.Type.FCM,
                    parts.pool(
                            "fcm",
                            List.of(new FcmProvider(
                                    providerHttp, settings.fcm(), settings.limit(), InstantSource.system()))));
        }
        if (!settings.webPush().publicKey().isEmpty()) {
            ways.put(
                    Device.Type.WEBPUSH,
                    parts.pool(
                            "web-push",
                            List.of(new WebPushProvider(guarded, settings.webPush(), InstantSource.system()))));
        }
        @Nullable Sandbox outside = sandbox.getIfAvailable();
        if (outside != null) {
            for (Device.Type type : Device.Type.values()) {
                ways.putIfAbsent(type, parts.pool(type.name(), List.of(outside.provider(Channel.PUSH))));
            }
        }
        return parts.way(Channel.PUSH, List.of(new DeviceProvider(ways)), null);
    }

    @Bean
    Parts deliveryParts(
            Profiles profiles,
            ProfileStore store,
            Templates templates,
            DigestStore digests,
            ProviderSettings settings,
            MeterRegistry meters) {
        return new Parts(profiles, store, templates, digests, settings, meters);
    }

    /** What deliveries to people are made of. */
    record Parts(
            Profiles profiles,
            ProfileStore store,
            Templates templates,
            DigestStore digests,
            ProviderSettings settings,
            MeterRegistry meters) {

        ProviderPool pool(String kind, List<? extends Provider> providers) {
            return new ProviderPool(kind, providers, settings.pause(), meters);
        }

        QueueConfiguration.Way way(Channel channel, List<Provider> named, @Nullable Sandbox sandbox) {
            List<Provider> all = named.isEmpty() && sandbox != null ? List.of(sandbox.provider(channel)) : named;
            return new QueueConfiguration.Way(
                    channel,
                    new PersonDelivery(
                            profiles, store, templates, digests, pool(channel.text(), all), InstantSource.system()));
        }
    }
}
