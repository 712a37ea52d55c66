package io.groat.analytics.live;

import io.groat.analytics.rebuild.IngestHealth;
import io.groat.analytics.rebuild.StreamSupervisor;
import io.groat.analytics.watch.ConsumerWatch;
import io.groat.analytics.watch.RedisWatch;
import io.groat.analytics.watch.RouterWatch;
import io.groat.analytics.watch.Source;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether what figures come from can be asked: events, the store, a router, the consumers' positions;
 * and Redis, on which no figure depends.
 */
final class SourceStates {

    private final IngestHealth ingest;
    private final StreamSupervisor supervisor;
    private final RouterWatch router;
    private final ConsumerWatch consumers;
    private final RedisWatch redis;
    private final InstantSource clock;
    private Source events;
    private Source store;

    SourceStates(
            IngestHealth ingest,
            StreamSupervisor supervisor,
            RouterWatch router,
            ConsumerWatch consumers,
            RedisWatch redis,
            InstantSource clock) {
        this.ingest = ingest;
        this.supervisor = supervisor;
        this.router = router;
        this.consumers = consumers;
        this.redis = redis;
        this.clock = clock;
        this.events = Source.unknown(clock.instant());
        this.store = Source.unknown(clock.instant());
    }

    synchronized Map<String, Source> all() {
        events = now(events, ingest.trouble());
        store = now(store, supervisor.trouble());
        return Map.of(
                "events", events,
                "store", store,
                "router", router.source(),
                "consumers", consumers.source(),
                "redis", redis.source());
    }

    private Source now(Source before, @Nullable String trouble) {
        Instant now = clock.instant();
        return trouble == null ? before.good(now) : before.bad(now, trouble);
    }
}
