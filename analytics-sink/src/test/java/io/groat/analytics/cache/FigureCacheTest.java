package io.groat.analytics.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.analytics.aggregate.Granularity;
import io.groat.analytics.aggregate.Slice;
import io.groat.analytics.aggregate.SliceKey;
import io.groat.analytics.figure.Cell;
import io.groat.analytics.figure.Count;
import io.groat.analytics.figure.FigureBytes;
import io.groat.analytics.figure.Figures;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Figures from the store and from this process's own streams, of one partition or of several. */
class FigureCacheTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:30Z");

    private final FigureCache cache = new FigureCache();

    /** One that grows. */
    private static final class Growing implements PartitionFigures {
        private final Figures figures = new Figures();
        private long next;

        private Growing at(long place) {
            while (next < place) {
                figures.initiated(new Cell(0, "EUR"), 1, false, false, "alice");
                next++;
            }
            return this;
        }

        @Override
        public long next() {
            return next;
        }

        @Override
        public void addTo(Figures sum) {
            sum.add(figures);
        }

        @Override
        public Totals totals() {
            return Totals.of(figures);
        }
    }

    @BeforeEach
    void show() {
        cache.show(1, List.of());
    }

    private static SliceKey key(Granularity granularity, int part) {
        return new SliceKey(1, granularity, granularity.startOf(NOW), "topic", part);
    }

    private static Slice slice(SliceKey key, long events) {
        return new Slice(key, 0, events, FigureBytes.write(new Growing().at(events).figures));
    }

    private long total() {
        assertThat(cache.figures(Window.ALL, NOW).count(Count.INITIATED))
                .isEqualTo(cache.totals().initiated());
        return cache.totals().initiated();
    }

    @Test
    void whatGrowsShowsAtOnceBesideWhatIsInTheStore() {
        Growing own = new Growing().at(3);
        cache.put(List.of(slice(key(Granularity.day, 0), 2), slice(key(Granularity.day, 1), 10)));
        cache.open(key(Granularity.day, 0), own);
        assertThat(total()).isEqualTo(13);
        own.at(5);
        assertThat(total()).isEqualTo(15);
        cache.put(List.of(slice(key(Granularity.day, 0), 4), slice(key(Granularity.day, 1), 11)));
        assertThat(total()).isEqualTo(16);
        cache.close(slice(key(Granularity.day, 0), 5));
        assertThat(total()).isEqualTo(16);
        cache.put(List.of(slice(key(Granularity.day, 0), 8)));
        assertThat(total()).isEqualTo(19);
    }

    /** It begins again from what is durable; what showed goes on showing until it is as far. */
    @Test
    void aPartitionThatWasLostAndIsBackDoesNotGoBack() {
        cache.open(key(Granularity.day, 0), new Growing().at(9));
        Growing again = new Growing().at(4);
        cache.open(key(Granularity.day, 0), again);
        assertThat(total()).isEqualTo(9);
        again.at(12);
        assertThat(total()).isEqualTo(12);
    }

    @Test
    void windowsAddUpWhatIsPastAndWhatChanges() {
        for (long minute = 0; minute < 60; minute++) {
            long start = Granularity.minute.plus(Granularity.minute.startOf(NOW), -minute);
            cache.put(List.of(slice(new SliceKey(1, Granularity.minute, start, "topic", 0), 1)));
        }
        assertThat(cache.figures(Window.HOUR, NOW).count(Count.INITIATED)).isEqualTo(60);
        assertThat(cache.figures(Window.FIVE_MINUTES, NOW).count(Count.INITIATED))
                .isEqualTo(5);
        // Something late.
        long late = Granularity.minute.plus(Granularity.minute.startOf(NOW), -30);
        cache.put(List.of(slice(new SliceKey(1, Granularity.minute, late, "topic", 0), 7)));
        assertThat(cache.figures(Window.HOUR, NOW).count(Count.INITIATED)).isEqualTo(66);
        assertThat(cache.figures(Window.HOUR, NOW.plusSeconds(60)).count(Count.INITIATED))
                .isEqualTo(65);
    }

    @Test
    void otherGenerationsDoNotShow() {
        cache.open(new SliceKey(2, Granularity.day, Granularity.day.startOf(NOW), "topic", 0), new Growing().at(9));
        cache.put(List.of(slice(new SliceKey(2, Granularity.day, Granularity.day.startOf(NOW), "topic", 1), 9)));
        assertThat(total()).isZero();
    }
}
