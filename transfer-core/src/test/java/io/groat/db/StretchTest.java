package io.groat.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of numbers, the highest first. */
class StretchTest {

    private static final Comparator<Integer> ORDER = Comparator.reverseOrder();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // found | most | looked at | end
                "''    | 2 | - | -",
                "''    | 2 | 4 | 4",
                "9     | 2 | - | -",
                "9     | 2 | 4 | 4",
                "9 7   | 2 | - | 7",
                "9 7   | 2 | 4 | 7",
            })
    void whatWasFoundEndsWithTheLastThatWasWantedOrLookedAt(
            String found, int most, @Nullable Integer lookedAt, @Nullable Integer end) {
        assertThat(Stretch.of(numbers(found), most, Function.identity(), lookedAt))
                .isEqualTo(new Stretch<>(numbers(found), end));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // one | its end | other | its end | limit | found | end
                "''    | - | ''    | - | 2 | ''    | -",
                "9 5   | - | 8     | - | 3 | 9 8 5 | -",
                "9 5   | - | 8     | - | 2 | 9 8   | 8",
                "9 5 4 | 4 | 8     | - | 2 | 9 8   | 8",
                "9 5 4 | 4 | 3 2 1 | 1 | 3 | 9 5 4 | 4",
                "''    | 6 | 8 5   | - | 2 | 8     | 6",
                "''    | 6 | ''    | 7 | 2 | ''    | 7",
                "6     | 6 | 5     | 7 | 2 | ''    | 7",
            })
    void severalReachToWhereTheFirstEnded(
            String one,
            @Nullable Integer oneEnd,
            String other,
            @Nullable Integer otherEnd,
            int limit,
            String found,
            @Nullable Integer end) {
        List<Stretch<Integer, Integer>> parts =
                List.of(new Stretch<>(numbers(one), oneEnd), new Stretch<>(numbers(other), otherEnd));

        assertThat(Stretch.merge(parts, limit, Function.identity(), ORDER))
                .isEqualTo(new Stretch<>(numbers(found), end));
    }

    /** Of a few numbers that fit among many that are looked at, few at a time: each is found once, and then it ends. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whoGoesOnFindsEachOnceAndComesToTheEnd(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            int rare = 1 + random.nextInt(20);
            IntPredicate fits = number -> number % rare == 0;
            List<NavigableSet<Integer>> shards = IntStream.range(0, 4)
                    .mapToObj(number -> shard(number, random))
                    .toList();
            int limit = 1 + random.nextInt(8);
            int lookedAt = 1 + random.nextInt(30);

            List<Integer> found = new ArrayList<>();
            Integer before = Integer.MAX_VALUE;
            while (before != null) {
                int from = before;
                List<Stretch<Integer, Integer>> parts = shards.stream()
                        .map(shard -> look(shard.headSet(from, false), fits, limit + 1, lookedAt))
                        .toList();
                Stretch<Integer, Integer> page = Stretch.merge(parts, limit, Function.identity(), ORDER);
                assertThat(page.found()).hasSizeLessThanOrEqualTo(limit);
                Integer end = page.end();
                assertThat(end == null || end < before)
                        .as("seed %s goes on", seed)
                        .isTrue();
                found.addAll(page.found());
                before = end;
            }

            assertThat(found)
                    .as("seed %s", seed)
                    .isEqualTo(shards.stream()
                            .flatMap(Set::stream)
                            .filter(fits::test)
                            .sorted(ORDER)
                            .toList());
        }
    }

    @Test
    void onePartIsAPageOfItsOwn() {
        List<Stretch<Integer, Integer>> one = List.of(new Stretch<>(List.of(9, 7, 5), 5));

        assertThat(Stretch.merge(one, 2, Function.identity(), ORDER)).isEqualTo(new Stretch<>(List.of(9, 7), 7));
    }

    /** No number is on two shards. */
    private static NavigableSet<Integer> shard(int shard, Random random) {
        NavigableSet<Integer> numbers = new TreeSet<>();
        int count = random.nextInt(60);
        while (numbers.size() < count) {
            numbers.add(random.nextInt(250) * 4 + shard);
        }
        return numbers;
    }

    private static Stretch<Integer, Integer> look(
            Iterable<Integer> ascending, IntPredicate fits, int most, int lookedAt) {
        List<Integer> rows = new ArrayList<>();
        ascending.forEach(rows::add);
        rows.sort(ORDER);
        Integer last = rows.size() < lookedAt ? null : rows.get(lookedAt - 1);
        List<Integer> found = rows.stream()
                .filter(row -> last == null || row >= last)
                .filter(fits::test)
                .limit(most)
                .toList();
        return Stretch.of(found, most, Function.identity(), last);
    }

    private static List<Integer> numbers(String text) {
        return Stream.of(text.split(" ", -1))
                .filter(number -> !number.isEmpty())
                .map(Integer::valueOf)
                .toList();
    }
}
