package io.groat.infra.bench.whole;

import io.groat.infra.bench.load.LoadException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Asks Kafka how far each group of consumers is, on every partition that it reads. */
final class ConsumerProgress implements AutoCloseable {
    private static final int LIMIT_SECONDS = 30;

    private final Admin admin;

    /** @param port Kafka's, on the loopback address */
    ConsumerProgress(int port) {
        Properties settings = new Properties();
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + port);
        this.admin = Admin.create(settings);
    }

    /**
     * How far one group is.
     *
     * @param stable whether all its partitions are given to somebody
     * @param end records that stand in its partitions, from the first on
     * @param waiting records after the committed positions
     */
    record Group(boolean stable, long end, long waiting) {}

    /** All groups by name. */
    Map<String, Group> groups() {
        Collection<GroupListing> listed =
                done(admin.listGroups(ListGroupsOptions.forConsumerGroups()).all());
        Set<String> names = listed.stream().map(GroupListing::groupId).collect(Collectors.toSet());
        Map<String, ConsumerGroupDescription> described =
                done(admin.describeConsumerGroups(names).all());
        Map<String, Map<TopicPartition, @Nullable OffsetAndMetadata>> committed = new HashMap<>();
        Map<String, Set<TopicPartition>> read = new HashMap<>();
        Set<TopicPartition> all = new HashSet<>();
        for (String name : names) {
            Map<TopicPartition, @Nullable OffsetAndMetadata> positions =
                    done(admin.listConsumerGroupOffsets(name).partitionsToOffsetAndMetadata());
            Set<TopicPartition> partitions = new HashSet<>(positions.keySet());
            description(described, name)
                    .members()
                    .forEach(member -> partitions.addAll(member.assignment().topicPartitions()));
            committed.put(name, positions);
            read.put(name, partitions);
            all.addAll(partitions);
        }
        Map<TopicPartition, Long> ends = ends(all);
        Map<String, Group> groups = new TreeMap<>();
        read.forEach((name, partitions) -> groups.put(
                name, group(description(described, name), partitions, ends, committed.getOrDefault(name, Map.of()))));
        return groups;
    }

    private static ConsumerGroupDescription description(Map<String, ConsumerGroupDescription> described, String name) {
        ConsumerGroupDescription found = described.get(name);
        if (found == null) {
            throw new LoadException("Kafka knows nothing of its group " + name);
        }
        return found;
    }

    private static Group group(
            ConsumerGroupDescription described,
            Set<TopicPartition> partitions,
            Map<TopicPartition, Long> ends,
            Map<TopicPartition, @Nullable OffsetAndMetadata> committed) {
        long end = 0;
        long waiting = 0;
        for (TopicPartition partition : partitions) {
            long last = ends.getOrDefault(partition, 0L);
            OffsetAndMetadata position = committed.get(partition);
            end += last;
            waiting += Math.max(0, last - (position == null ? 0 : position.offset()));
        }
        return new Group(described.groupState() == GroupState.STABLE, end, waiting);
    }

    private Map<TopicPartition, Long> ends(Set<TopicPartition> partitions) {
        Map<TopicPartition, OffsetSpec> asked =
                partitions.stream().collect(Collectors.toMap(one -> one, one -> OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        done(admin.listOffsets(asked).all()).forEach((partition, found) -> ends.put(partition, found.offset()));
        return ends;
    }

    private static <T> T done(KafkaFuture<T> future) {
        try {
            return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new LoadException("Kafka did not say how far its consumers are: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("interrupted while asking Kafka", e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
