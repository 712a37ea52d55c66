package io.groat.infra.server.kafka;

import java.nio.file.Path;

/**
 * Settings of one Kafka server that is broker and controller in one (KRaft).
 *
 * @param dataFolder where its logs stand
 * @param port for clients, on the loopback address
 * @param controllerPort for its own controller, on the loopback address
 * @param heapMegabytes the Java heap
 */
public record KafkaSettings(Path dataFolder, int port, int controllerPort, int heapMegabytes) {
    public KafkaSettings {
        dataFolder = dataFolder.toAbsolutePath().normalize();
    }

    /**
     * As {@code server.properties}. Topics are never made by accident: each is created, with its partitions and
     * retention, by the service that owns it. After a kill the controller lets the broker in again once its old session
     * has timed out: 5 s here, 9 s by default; one that is starved of processors must not lose its session. Threads are
     * as many as few processors can use: each more wakes up for nothing.
     */
    String properties() {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                controller.listener.names=CONTROLLER
                inter.broker.listener.name=PLAINTEXT
                log.dirs=%3$s
                auto.create.topics.enable=false
                num.partitions=4
                default.replication.factor=1
                min.insync.replicas=1
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=8
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=8
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                share.coordinator.state.topic.num.partitions=8
                group.initial.rebalance.delay.ms=0
                broker.session.timeout.ms=5000
                broker.heartbeat.interval.ms=1000
                metadata.max.idle.interval.ms=10000
                log.segment.bytes=67108864
                log.cleaner.dedupe.buffer.size=16777216
                controlled.shutdown.max.retries=1
                num.network.threads=2
                num.io.threads=4
                background.threads=2
                group.coordinator.threads=1
                share.coordinator.threads=1
                num.recovery.threads.per.data.dir=1
                num.replica.fetchers=1
                """.formatted(
                port, controllerPort, dataFolder.resolve("logs").toString().replace("\\", "\\\\"));
    }
}
