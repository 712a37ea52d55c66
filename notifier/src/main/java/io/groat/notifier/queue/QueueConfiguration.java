package io.groat.notifier.queue;

import io.groat.cassandra.Cassandra;
import io.groat.cassandra.Cql;
import io.groat.notifier.message.Channel;
import io.groat.notifier.message.GroupedWork;
import io.groat.notifier.message.MessageStore;
import io.groat.web.lifecycle.LifecycleAdapter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The queue. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({QueueSettings.class, RetrySettings.class})
class QueueConfiguration {

    @Bean
    DueStore dueStore(Cassandra cassandra, GroupedWork<Cql> queueWrites) {
        return new DueStore(cassandra, queueWrites);
    }

    @Bean
    Leases leases(Cassandra cassandra, QueueSettings settings) {
        return new Leases(cassandra, settings);
    }

    @Bean
    DeliveryQueue deliveryQueue(
            MessageStore messages,
            DueStore due,
            Leases leases,
            ObjectProvider<ChannelDelivery> channels,
            Outcomes outcomes,
            QueueSettings settings,
            RetrySettings retries,
            InstantSource clock,
            MeterRegistry meters) {
        Map<Channel, Delivery> deliveries = new EnumMap<>(Channel.class);
        channels.forEach(one -> deliveries.put(one.channel(), one.delivery()));
        return new DeliveryQueue(messages, due, leases, deliveries, outcomes, settings, retries, clock, meters);
    }

    @Bean
    LifecycleAdapter deliveryQueueLifecycle(DeliveryQueue queue) {
        return LifecycleAdapter.of(queue::start, queue::stop);
    }
}
