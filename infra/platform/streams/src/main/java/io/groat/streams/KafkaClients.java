package io.groat.streams;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.MetadataRecoveryStrategy;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** What all clients of Kafka have in common. */
public final class KafkaClients {

    private KafkaClients() {}

    /**
     * A client of Kafka's administration, to be closed by whoever made it.
     *
     * @param bootstrapServers as Kafka's clients take them
     * @param name the client's id in Kafka's logs and metrics
     * @param limit how long Kafka may take to answer; a call then fails
     */
    public static Admin admin(String bootstrapServers, String name, Duration limit) {
        int limitMillis = Math.toIntExact(limit.toMillis());
        return Admin.create(settings(
                bootstrapServers,
                Map.of(
                        AdminClientConfig.CLIENT_ID_CONFIG,
                        name,
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        limitMillis,
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        limitMillis)));
    }

    /**
     * A client's settings, with those that all have. By default a client whose brokers are all away begins again with the
     * bootstrap servers, which are as much away, at every turn of its loop: hundreds of times a second, each with a line
     * in the log, in each client of each service. Here it tries the brokers that it knows, ever more slowly; their names
     * are resolved again each time.
     */
    public static Map<String, Object> settings(String bootstrapServers, Map<String, Object> own) {
        Map<String, Object> all = new HashMap<>(own);
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        all.put(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, MetadataRecoveryStrategy.NONE.name);
        return all;
    }
}
