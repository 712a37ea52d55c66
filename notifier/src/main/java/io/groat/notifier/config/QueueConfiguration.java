package io.groat.notifier.config;

import io.groat.cassandra.Cassandra;
import io.groat.cassandra.Cql;
import io.groat.notifier.message.Channel;
import io.groat.notifier.message.GroupedWork;
import io.groat.notifier.message.InboxStore;
import io.groat.notifier.message.MessageStore;
import io.groat.notifier.outcome.OutcomeEvents;
import io.groat.notifier.queue.Delivery;
import io.groat.notifier.queue.DeliveryQueue;
import io.groat.notifier.queue.DueStore;
import io.groat.notifier.queue.Leases;
import io.groat.notifier.queue.Outcomes;
import io.groat.notifier.queue.QueueSettings;
import io.groat.notifier.queue.RetrySettings;
import io.groat.streams.EventPublisher;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
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

    /** Of messages for elsewhere and their places in the queue: written together, one write after the other. */
    private static final int MOST_ROWS = 1_000;

    private static final int REQUESTS_AT_ONCE = 16;

    /** A channel and its way out. */
    record Way(Channel channel, Delivery delivery) {}

    @Bean
    InboxStore inboxStore(Cassandra cassandra, MeterRegistry meters) {
        return new InboxStore(cassandra, meters);
    }

    @Bean
    GroupedWork<Cql> queueWrites(Cassandra cassandra) {
        return new GroupedWork<>(MOST_ROWS, Duration.ZERO, rows -> cassandra.writeAll(rows, REQUESTS_AT_ONCE));
    }

    @Bean
    MessageStore messageStore(Cassandra cassandra, InboxStore inbox, GroupedWork<Cql> queueWrites) {
        return new MessageStore(cassandra, inbox, queueWrites);
    }

    @Bean
    DueStore dueStore(Cassandra cassandra, GroupedWork<Cql> queueWrites) {
        return new DueStore(cassandra, queueWrites);
    }

    @Bean
    Leases leases(Cassandra cassandra, QueueSettings settings) {
        return new Leases(cassandra, settings);
    }

    @Bean
    Outcomes outcomes(EventPublisher publisher) {
        return new OutcomeEvents(publisher, InstantSource.system());
    }

    @Bean
    DeliveryQueue deliveryQueue(
            MessageStore messages,
            DueStore due,
            Leases leases,
            ObjectProvider<Way> ways,
            Outcomes outcomes,
            QueueSettings settings,
            RetrySettings retries,
            MeterRegistry meters) {
        Map<Channel, Delivery> deliveries = new EnumMap<>(Channel.class);
        ways.forEach(way -> deliveries.put(way.channel(), way.delivery()));
        return new DeliveryQueue(
                messages, due, leases, deliveries, outcomes, settings, retries, InstantSource.system(), meters);
    }
}
