package io.groat.notifier.queue;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.groat.notifier.message.Message;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The messages that this process has in hand, and those that have ended lately: no message is begun twice at once. */
final class InFlight {

    private static final int MOST_REMEMBERED = 100_000;
    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    private final QueueSettings settings;
    private final Set<UUID> ids = ConcurrentHashMap.newKeySet();
    /** Whoever has read a message before it ended must not attempt it after that. */
    private final Cache<UUID, Boolean> ended = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(REMEMBERED)
            .build();

    InFlight(QueueSettings settings, MeterRegistry meters) {
        this.settings = settings;
        meters.gaugeCollectionSize("groat.notifier.underway", List.of(), ids);
    }

    /** False when it is in flight already. */
    boolean add(UUID id) {
        return ids.add(id);
    }

    void remove(UUID id) {
        ids.remove(id);
    }

    boolean contains(UUID id) {
        return ids.contains(id);
    }

    boolean isEmpty() {
        return ids.isEmpty();
    }

    /** Whether too much is in flight for more of that kind; codes are let in all the same. */
    boolean isFull(DueRow row) {
        return ids.size() >= settings.most() && !Message.isSoon(row.bulkhead());
    }

    boolean isBusy(int part) {
        return ids.stream().anyMatch(id -> DueRow.partOf(id, settings.parts()) == part);
    }

    void ended(UUID id) {
        ended.put(id, true);
    }

    boolean hasEnded(UUID id) {
        return ended.getIfPresent(id) != null;
    }

    /** It is driven once more. */
    void begunAnew(UUID id) {
        ended.invalidate(id);
    }
}
