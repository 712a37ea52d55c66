package io.groat.db;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list, in the list's order, that ends where looking for more ended: with the last that was wanted, or sooner,
 * since not all rows may be looked at for one page. Then it may hold few or none and yet not be the last.
 *
 * @param found all that there are down to the end
 * @param end the place that was looked at last, from which to go on; null when nothing is left
 * @param <P> a place in the list
 */
public record Stretch<T, P>(List<T> found, @Nullable P end) {

    /**
     * What a statement found.
     *
     * @param most how many it was to give at most; when it did, it ended with the last of them
     * @param lookedAt the last place that it was to look at; null when it looked to the end
     */
    public static <T, P> Stretch<T, P> of(List<T> found, int most, Function<T, P> place, @Nullable P lookedAt) {
        return new Stretch<>(found, found.size() < most ? lookedAt : place.apply(found.get(most - 1)));
    }

    /**
     * The next part of a list whose items are spread over several. It reaches to where the first of them ended, for what
     * comes next there is not known; so it ends later than it began unless all are at their end, and whoever goes on comes
     * to the end.
     *
     * @param parts of each; looked for with one more than the limit, so that a page which is full tells if it is the last
     * @param limit most items given
     */
    public static <T, P> Stretch<T, P> merge(
            List<Stretch<T, P>> parts, int limit, Function<T, P> place, Comparator<P> order) {
        P end = firstEnd(parts, order);
        List<T> found = parts.stream()
                .flatMap(part -> part.found().stream())
                .filter(item -> end == null || order.compare(place.apply(item), end) <= 0)
                .sorted(Comparator.comparing(place, order))
                .toList();
        return found.size() <= limit
                ? new Stretch<>(found, end)
                : new Stretch<>(found.subList(0, limit), place.apply(found.get(limit - 1)));
    }

    private static <T, P> @Nullable P firstEnd(List<Stretch<T, P>> parts, Comparator<P> order) {
        P first = null;
        for (Stretch<T, P> part : parts) {
            P end = part.end();
            if (end != null && (first == null || order.compare(end, first) < 0)) {
                first = end;
            }
        }
        return first;
    }
}
