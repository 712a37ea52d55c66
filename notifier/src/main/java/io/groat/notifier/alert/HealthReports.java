package io.groat.notifier.alert;

import io.groat.cassandra.Cassandra;
import io.groat.event.EventJson;
import io.groat.event.EventType;
import io.groat.event.SystemHealthCheck;
import io.groat.streams.CloudEvents;
import io.groat.streams.PartitionWork;
import io.groat.streams.Received;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Keeps what services report of themselves and others on analytics_events, the last of each: whoever looks may be another
 * process than the one that reads. Of the topic's other events not even the body is looked at.
 */
final class HealthReports implements PartitionWork<Optional<SystemHealthCheck>> {

    private static final byte[] TYPE = EventType.SystemHealthCheck.name().getBytes(StandardCharsets.UTF_8);
    /** Reports that are older are nothing to keep: a process that was away skips them. */
    private static final Duration OLD = Duration.ofMinutes(10);

    private static final Duration SKEW = Duration.ofMinutes(1);

    private final AlertStore store;
    private final Cassandra cassandra;
    private final InstantSource clock;

    public HealthReports(AlertStore store, Cassandra cassandra, InstantSource clock) {
        this.store = store;
        this.cassandra = cassandra;
        this.clock = clock;
    }

    /** The report that a record holds, if it holds one. */
    public static Optional<SystemHealthCheck> read(ConsumerRecord<String, byte @Nullable []> record) {
        Header type = record.headers().lastHeader("ce_type");
        if (type == null || !Arrays.equals(type.value(), TYPE)) {
            return Optional.empty();
        }
        SystemHealthCheck report = EventJson.read(CloudEvents.read(record).data(), SystemHealthCheck.class);
        if (report.service() == null || report.service().isBlank() || report.at() == null) {
            throw new IllegalArgumentException("a report needs service and at");
        }
        return Optional.of(report);
    }

    @Override
    public Mono<Void> handle(List<Received<Optional<SystemHealthCheck>>> next) {
        Instant now = clock.instant();
        Map<String, HealthStatus> last = new LinkedHashMap<>();
        for (Received<Optional<SystemHealthCheck>> one : next) {
            one.body()
                    .filter(report -> isNews(report.at(), now))
                    .map(HealthReports::status)
                    .ifPresent(status -> last.put(status.key(), status));
        }
        return keep(last.values());
    }

    /** One of tomorrow would keep those of today from being kept. */
    private static boolean isNews(Instant at, Instant now) {
        return at.isAfter(now.minus(OLD)) && at.isBefore(now.plus(SKEW));
    }

    private Mono<Void> keep(Collection<HealthStatus> statuses) {
        return Flux.fromIterable(statuses)
                .concatMap(status -> cassandra.patiently(store.report(status)))
                .then();
    }

    private static HealthStatus status(SystemHealthCheck report) {
        return new HealthStatus(report.service(), report.part(), report.up(), report.detail(), report.at());
    }
}
