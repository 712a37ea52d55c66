package io.groat.fraud.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A history against the plain reckoning over all movements. */
class HistoryTest {

    private static final long MONTH = Window.MONTH.millis();
    private static final long SPAN = MONTH + Window.DAY.millis();
    private static final long START = 1_700_000_000_000L;

    private record Movement(long at, double amount, long party, long id) {}

    @ParameterizedTest
    @CsvSource({
        // A window holds what came after its begin, up to and with the moment.
        "0,       1, 1, 1",
        "59999,   1, 1, 1",
        "60000,   0, 1, 1",
        "599999,  0, 1, 1",
        "600000,  0, 0, 1",
        "3599999, 0, 0, 1",
        "3600000, 0, 0, 0"
    })
    void aWindowEndsToTheMillisecond(long after, int minute, int tenMinutes, int hour) {
        History history = new History(MONTH, 8, 8);
        history.add(START, 5, 1, 1);
        WindowTotals totals = history.totals(START + after);
        assertThat(totals.count(Window.MINUTE)).isEqualTo(minute);
        assertThat(totals.count(Window.TEN_MINUTES)).isEqualTo(tenMinutes);
        assertThat(totals.count(Window.HOUR)).isEqualTo(hour);
        assertThat(totals.count(Window.MONTH)).isOne();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void allWindowsAreExactWhileEverythingIsHeldOneByOne(long seed) {
        Random random = new Random(seed);
        History history = new History(SPAN, 400, 400);
        List<Movement> all = new ArrayList<>();
        long now = START;
        for (int i = 0; i < 300; i++) {
            now += (long) (Math.pow(random.nextDouble(), 6) * 2 * Window.DAY.millis());
            // One in ten is late.
            long at = random.nextInt(10) == 0 ? now - random.nextInt(7_200_000) : now;
            Movement next = new Movement(at, random.nextInt(100_000) / 100.0, random.nextInt(20), i);
            assertSame(history, all, at);
            history.add(next.at(), next.amount(), next.party(), next.id());
            all.add(next);
            history = random.nextInt(5) == 0 ? writtenAndRead(history, 400, 400) : history;
        }
        assertSame(history, all, now + 1);
    }

    @Test
    void beyondItsLimitItCountsByTheHour() {
        History history = new History(MONTH, 16, 64);
        List<Movement> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Movement next = new Movement(START + i * 1_800_000L, 1 + i % 7, i % 40, i);
            history.add(next.at(), next.amount(), next.party(), next.id());
            all.add(next);
        }
        long moment = all.get(all.size() - 1).at();
        WindowTotals totals = history.totals(moment);
        assertThat(totals.count(Window.MONTH)).isEqualTo(200);
        assertThat(totals.sum(Window.MONTH))
                .isCloseTo(all.stream().mapToDouble(Movement::amount).sum(), within(1e-9));
        assertThat(totals.parties(Window.MONTH)).isEqualTo(40);
        // Of a day all but the first sixteen are folded: no more than the begun hour too many.
        assertThat(totals.count(Window.DAY)).isBetween(48, 50);
        // What is held one by one stays exact.
        assertThat(totals.count(Window.HOUR)).isEqualTo(2);
        assertThat(history.weight()).isLessThan(300);
    }

    @Test
    void memoryIsBoundedWhateverComes() {
        History history = new History(MONTH, 32, 32);
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            history.add(START + i * 60_000L, 1, random.nextLong(), i);
        }
        assertThat(history.weight()).isLessThan(32 + 16 + 722 + 32 + 8);
        StateBytes bytes = StateBytes.toWrite();
        history.write(bytes);
        assertThat(bytes.written().length).isLessThan(40_000);
    }

    @Test
    void knowsARepeatedMovement() {
        History history = new History(MONTH, 4, 4);
        for (int i = 1; i <= 16; i++) {
            assertThat(history.knows(i)).isFalse();
            history.add(START + i, 1, 1, i);
        }
        for (int i = 1; i <= 16; i++) {
            assertThat(history.knows(i)).as("movement %s", i).isTrue();
        }
        history.add(START + 17, 1, 1, 17);
        assertThat(history.knows(1)).isFalse();
        assertThat(writtenAndRead(history, 4, 4).knows(2)).isTrue();
    }

    @Test
    void aFailureCountsOnceAndInTheWindowOfItsMovement() {
        History history = new History(MONTH, 4, 4);
        history.add(START, 1, 1, 1);
        history.end(1, true);
        history.end(1, false);
        history.end(99, true);
        assertThat(history.totals(START).marked(Window.MINUTE)).isOne();
        assertThat(history.totals(START + 60_000).marked(Window.MINUTE)).isZero();
        assertThat(history.totals(START + 60_000).marked(Window.HOUR)).isOne();
    }

    @Test
    void whatIsOlderThanTheSpanIsForgotten() {
        History history = new History(MONTH, 4, 4);
        history.add(START, 1, 1, 1);
        history.add(START + MONTH, 1, 2, 2);
        assertThat(history.knows(1)).isFalse();
        assertThat(history.add(START - 1, 1, 3, 3)).isFalse();
        assertThat(history.totals(START + MONTH).count(Window.MONTH)).isOne();
        // Whom it had to do with it remembers for longer.
        assertThat(history.knowsParty(1)).isTrue();
    }

    @Test
    void theMedianIsTheMiddle() {
        History history = new History(MONTH, 8, 8);
        assertThat(history.median(START)).isZero();
        history.add(START, 10, 1, 1);
        history.add(START, 1, 1, 2);
        assertThat(history.median(START)).isEqualTo(5.5);
        history.add(START, 3, 1, 3);
        assertThat(history.median(START)).isEqualTo(3);
    }

    private static History writtenAndRead(History history, int exact, int parties) {
        StateBytes out = StateBytes.toWrite();
        history.write(out);
        History read = History.read(StateBytes.of(out.written()), SPAN, exact, parties);
        StateBytes again = StateBytes.toWrite();
        read.write(again);
        assertThat(again.written()).isEqualTo(out.written());
        return read;
    }

    private static void assertSame(History history, List<Movement> all, long moment) {
        WindowTotals totals = history.totals(moment);
        for (Window window : Window.ALL) {
            List<Movement> within = all.stream()
                    .filter(one -> one.at() <= moment && one.at() > moment - window.millis())
                    .sorted(Comparator.comparingLong(Movement::at))
                    .toList();
            assertThat(totals.count(window)).as(window.text()).isEqualTo(within.size());
            assertThat(totals.parties(window)).isEqualTo((int)
                    within.stream().map(Movement::party).distinct().count());
            assertThat(totals.sum(window))
                    .isCloseTo(within.stream().mapToDouble(Movement::amount).sum(), within(1e-6));
            assertThat(totals.max(window))
                    .isEqualTo(
                            within.stream().mapToDouble(Movement::amount).max().orElse(0));
        }
    }
}
