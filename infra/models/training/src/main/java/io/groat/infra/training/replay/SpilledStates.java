package io.groat.infra.training.replay;

import io.groat.fraud.state.KeyedState;
import io.groat.fraud.state.StateKind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * States of many parties in bounded memory: those that were not asked for the longest go to a temporary file, as the scorer
 * writes them to its store, and come back from there when they are asked for again.
 *
 * @param <S> what is kept of each
 */
final class SpilledStates<S extends KeyedState> implements AutoCloseable {

    private record Place(long offset, int length) {}

    private final StateKind<S> kind;
    private final long most;
    private final LinkedHashMap<String, S> near = new LinkedHashMap<>(1024, 0.75f, true);
    private final Map<String, Place> far = new HashMap<>();
    private @Nullable RandomAccessFile file;
    private @Nullable Path path;
    private long end;
    private long weight;

    /** @param most numbers held in memory, of all states together */
    SpilledStates(StateKind<S> kind, long most) {
        this.kind = kind;
        this.most = most;
    }

    /** What is known of a party, to be changed; those not asked for since may leave memory when it is {@linkplain #changed}. */
    S get(String party) {
        S known = near.get(party);
        if (known != null) {
            weight -= known.weight();
            return known;
        }
        Place place = far.remove(party);
        S state = place == null ? kind.fresh().get() : kind.of().apply(read(place));
        near.put(party, state);
        return state;
    }

    /** Has to follow each {@link #get}, once the state is as it shall be kept. */
    void changed(S state) {
        weight += state.weight();
        if (weight > most) {
            spill(state);
        }
    }

    /** Parties that are known. */
    int size() {
        return near.size() + far.size();
    }

    /** A tenth at once, so that it is done seldom. */
    private void spill(S but) {
        Iterator<Map.Entry<String, S>> longestUnused = near.entrySet().iterator();
        while (weight > most - most / 10 && longestUnused.hasNext()) {
            Map.Entry<String, S> next = longestUnused.next();
            if (next.getValue() != but) {
                weight -= next.getValue().weight();
                far.put(next.getKey(), write(next.getValue().bytes()));
                longestUnused.remove();
            }
        }
    }

    private Place write(byte[] bytes) {
        try {
            RandomAccessFile to = open();
            Place place = new Place(end, bytes.length);
            to.seek(end);
            to.write(bytes);
            end += bytes.length;
            return place;
        } catch (IOException full) {
            throw new UncheckedIOException("the temporary file for states can't be written", full);
        }
    }

    private byte[] read(Place place) {
        try {
            RandomAccessFile from = open();
            byte[] bytes = new byte[place.length()];
            from.seek(place.offset());
            from.readFully(bytes);
            return bytes;
        } catch (IOException broken) {
            throw new UncheckedIOException("the temporary file for states can't be read", broken);
        }
    }

    private RandomAccessFile open() throws IOException {
        RandomAccessFile open = file;
        if (open == null) {
            path = Files.createTempFile("groat-states", ".bin");
            open = new RandomAccessFile(path.toFile(), "rw");
            file = open;
        }
        return open;
    }

    @Override
    public void close() {
        try {
            if (file != null) {
                file.close();
            }
            if (path != null) {
                Files.deleteIfExists(path);
            }
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }
}
