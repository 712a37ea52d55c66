package io.groat.fraud.state;

import io.groat.cassandra.Cql;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The states of one partition's keys. In memory are those that changed and are not written yet, and of the others those
 * used last, up to a limit; any other is read when it is needed.
 *
 * <p>Used by one step at a time.
 */
public final class StateCache<S extends KeyedState> {

    private final class Held {
        private final S state;
        private int weight;

        private Held(S state) {
            this.state = state;
            this.weight = state.weight();
        }
    }

    /** @param offset of the first change that is not written */
    private record Change(long offset, long sinceNanos, short bucket) {}

    private final StateKind<S> kind;
    private final String source;
    private final StateStore store;
    private final StateSettings settings;
    private final Map<String, Held> held = new LinkedHashMap<>(64, 0.75f, true);
    /** In the order of their first change, so that the oldest stands first. */
    private final Map<String, Change> changed = new LinkedHashMap<>();

    private long weight;
    /** Whether there may be states where they stood when there were more buckets; null until that was asked. */
    private @Nullable Boolean earlier;

    /** @param source the id of the topic that offsets are of */
    public StateCache(StateKind<S> kind, String source, StateStore store, StateSettings settings) {
        this.kind = kind;
        this.source = source;
        this.store = store;
        this.settings = settings;
    }

    /** Sees to it that those are in memory. */
    public Mono<Void> fetch(Collection<String> keys) {
        makeRoom();
        List<String> missing = new ArrayList<>();
        for (String key : keys) {
            // Also marks it as just used.
            if (held.get(key) == null) {
                missing.add(key);
            }
        }
        if (missing.isEmpty()) {
            return Mono.empty();
        }
        return store.patiently(mayBeEarlier().flatMap(may -> store.find(kind, source, missing, may)))
                .doOnNext(found -> missing.forEach(key -> hold(key, known(found.get(key)))))
                .then();
    }

    /** Asked once: nothing is written there any more while this process has the partition. */
    private Mono<Boolean> mayBeEarlier() {
        return earlier == null ? store.hasEarlier(kind, source).doOnNext(may -> earlier = may) : Mono.just(earlier);
    }

    private S known(@Nullable S found) {
        return found == null ? kind.fresh().get() : found;
    }

    /** The state of a key that was fetched for this batch. */
    public S get(String key) {
        Held found = held.get(key);
        if (found == null) {
            throw new IllegalStateException("a state that was not fetched");
        }
        return found.state;
    }

    /** Notes that the state of a key has just taken the event at that offset. */
    public void changed(String key, long offset) {
        changed.computeIfAbsent(key, first -> new Change(offset, System.nanoTime(), Bucket.of(key)));
        Held one = held.get(key);
        if (one != null) {
            int now = one.state.weight();
            weight += now - one.weight;
            one.weight = now;
        }
    }

    /**
     * Writes states whose change has waited long enough, and with them those that changed later and stand in the same
     * bucket, as they are at the moment of this call, not of the subscription: what the next batch does to them is not in
     * it. All that they hold has to have had its effect.
     *
     * @param events that the next batch has; never so few are written that changes would pile up
     */
    public Mono<Void> writeDue(int events) {
        int most = Math.max(settings.writeAtOnce(), 2 * events);
        long due = System.nanoTime() - settings.writeAfter().toNanos();
        Iterator<Map.Entry<String, Change>> oldest = changed.entrySet().iterator();
        Set<Short> buckets = new HashSet<>();
        int waited = 0;
        while (oldest.hasNext() && waited < most) {
            Map.Entry<String, Change> next = oldest.next();
            if (next.getValue().sinceNanos() - due > 0 && weight <= settings.weight()) {
                break;
            }
            buckets.add(next.getValue().bucket());
            waited++;
        }
        return buckets.isEmpty() ? Mono.empty() : store.writeAll(take(buckets));
    }

    /** Writes all that changed, as it is at the moment of this call: nothing comes that they could be written with. */
    public Mono<Void> writeAll() {
        Set<Short> buckets = new HashSet<>();
        changed.values().forEach(change -> buckets.add(change.bucket()));
        return buckets.isEmpty() ? Mono.empty() : store.writeAll(take(buckets));
    }

    private List<Cql> take(Set<Short> buckets) {
        List<Cql> writes = new ArrayList<>();
        Iterator<Map.Entry<String, Change>> all = changed.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<String, Change> one = all.next();
            if (buckets.contains(one.getValue().bucket())) {
                writes.add(store.write(kind, source, one.getKey(), get(one.getKey())));
                all.remove();
            }
        }
        return writes;
    }

    /** The first event that is not in what was written. */
    public long settledUpTo(long handledUpTo) {
        return changed.isEmpty()
                ? handledUpTo
                : changed.values().iterator().next().offset();
    }

    private void hold(String key, S state) {
        Held fresh = new Held(state);
        held.put(key, fresh);
        weight += fresh.weight;
    }

    /** Forgets what was not used for longest, but nothing that is not written. */
    private void makeRoom() {
        Iterator<Map.Entry<String, Held>> oldest = held.entrySet().iterator();
        while (weight > settings.weight() && oldest.hasNext()) {
            Map.Entry<String, Held> next = oldest.next();
            if (!changed.containsKey(next.getKey())) {
                weight -= next.getValue().weight;
                oldest.remove();
            }
        }
    }
}
