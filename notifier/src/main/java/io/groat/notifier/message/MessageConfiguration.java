package io.groat.notifier.message;

import io.groat.cassandra.Cassandra;
import io.groat.cassandra.Cql;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where messages are kept. */
@Configuration(proxyBeanMethods = false)
class MessageConfiguration {

    /** Of messages for elsewhere and their places in the queue: written together, one write after the other. */
    private static final int MOST_ROWS = 1_000;

    private static final int REQUESTS_AT_ONCE = 16;

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
}
