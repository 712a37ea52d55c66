package io.groat.analytics.live;

import io.groat.analytics.cache.FigureCache;
import io.groat.analytics.cache.Window;
import io.groat.analytics.figure.Figures;
import io.groat.analytics.summary.Summaries;
import io.groat.analytics.summary.Summary;
import io.groat.analytics.summary.SystemState;
import java.time.Instant;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Some figures of each minute, hour or day of a window, for those who draw them. What a bucket comes to is reckoned
 * again only when that has changed.
 */
final class Trends {

    private static final SystemState NOTHING = new SystemState(List.of(), List.of(), List.of(), Map.of());
    private static final String VOLUME = "payments.volume.";
    private static final Set<String> DRAWN = Set.of(
            "payments.initiated.count",
            "payments.completed.count",
            "payments.failed.count",
            "payments.cancelled.count",
            "payments.held.count",
            "payments.crossShard.count",
            "payments.latency.p50Ms",
            "payments.latency.p95Ms",
            "payments.latency.p99Ms",
            "payers.active.count",
            "users.created.count",
            "fraud.scored.count",
            "fraud.review.count",
            "fraud.blocked.count",
            "notifications.sent.count",
            "notifications.failed.count");

    /** Only the caller's thread comes here, one after the other. */
    private IdentityHashMap<Figures, Map<String, @Nullable Object>> known = new IdentityHashMap<>();

    /** By window, and by when the bucket begins in seconds since 1970; buckets in which nothing happened are not there. */
    Map<Window, SortedMap<Long, Map<String, @Nullable Object>>> of(FigureCache cache, Instant now) {
        IdentityHashMap<Figures, Map<String, @Nullable Object>> next = new IdentityHashMap<>();
        Map<Window, SortedMap<Long, Map<String, @Nullable Object>>> trends = new EnumMap<>(Window.class);
        for (Window window : Window.values()) {
            SortedMap<Long, Map<String, @Nullable Object>> points = new TreeMap<>();
            cache.buckets(window, window.trendFrom(now)).forEach((start, figures) -> {
                Map<String, @Nullable Object> point = known.get(figures);
                point = point == null ? point(figures) : point;
                next.put(figures, point);
                points.put(start, point);
            });
            trends.put(window, points);
        }
        known = next;
        return trends;
    }

    private static Map<String, @Nullable Object> point(Figures figures) {
        Summary all = Summaries.of(figures, NOTHING);
        Map<String, @Nullable Object> point = new LinkedHashMap<>();
        all.figures().forEach((name, value) -> {
            if (DRAWN.contains(name) || name.startsWith(VOLUME)) {
                point.put(name, value);
            }
        });
        return point;
    }
}
