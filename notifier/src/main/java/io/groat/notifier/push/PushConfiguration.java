package io.groat.notifier.push;

import io.groat.notifier.message.Channel;
import io.groat.notifier.outbound.GuardedHttp;
import io.groat.notifier.profile.Device;
import io.groat.notifier.provider.PersonDeliveries;
import io.groat.notifier.provider.ProviderPool;
import io.groat.notifier.provider.ProviderSettings;
import io.groat.notifier.provider.StandInProviders;
import io.groat.notifier.queue.ChannelDelivery;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.http.client.HttpClient;

/** Who takes push notifications: for each type of device the service of its maker. */
@Configuration(proxyBeanMethods = false)
class PushConfiguration {

    @Bean
    ChannelDelivery push(
            PersonDeliveries deliveries,
            ProviderSettings settings,
            HttpClient providerHttp,
            GuardedHttp guarded,
            InstantSource clock,
            ObjectProvider<StandInProviders> standIns) {
        Map<Device.Type, ProviderPool> pools = new EnumMap<>(Device.Type.class);
        if (!settings.fcm().project().isEmpty()) {
            pools.put(
                    Device.Type.FCM,
                    deliveries.pool(
                            "fcm", List.of(new FcmProvider(providerHttp, settings.fcm(), settings.limit(), clock))));
        }
        if (!settings.webPush().publicKey().isEmpty()) {
            pools.put(
                    Device.Type.WEBPUSH,
                    deliveries.pool("web-push", List.of(new WebPushProvider(guarded, settings.webPush(), clock))));
        }
        standIns.ifAvailable(standIn -> {
            for (Device.Type type : Device.Type.values()) {
                pools.putIfAbsent(type, deliveries.pool(type.name(), List.of(standIn.provider(Channel.PUSH))));
            }
        });
        return deliveries.by(Channel.PUSH, List.of(new DeviceProvider(pools)));
    }
}
