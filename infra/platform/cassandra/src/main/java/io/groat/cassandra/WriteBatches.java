package io.groat.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes made into requests. Rows of one partition become one mutation, which Cassandra takes for hardly more than a row;
 * requests of several partitions stay few and below what its defaults warn of ({@code batch_size_warn_threshold} 5 KiB,
 * which does not hold for one partition).
 */
final class WriteBatches {

    private static final int MOST_BYTES = 4_096;
    private static final int MOST_BYTES_OF_ONE = 65_536;
    /** Cassandra takes the partitions of a request one after the other, and waits for its log each time. */
    private static final int MOST_PARTITIONS = 4;
    /** What a row and each of its values take beside the value itself, as Cassandra counts it; rather too much. */
    private static final int ROW_BYTES = 48;

    private static final int VALUE_BYTES = 10;

    private final List<List<BoundStatement>> requests = new ArrayList<>();
    private List<BoundStatement> next = new ArrayList<>();
    private int bytes;
    private int partitions;

    private WriteBatches() {}

    static List<List<BoundStatement>> of(List<BoundStatement> all) {
        WriteBatches together = new WriteBatches();
        byPartition(all).forEach(together::add);
        together.close();
        return together.requests;
    }

    private static Collection<List<BoundStatement>> byPartition(List<BoundStatement> all) {
        Map<Object, List<BoundStatement>> partitions = new LinkedHashMap<>();
        for (BoundStatement one : all) {
            ByteBuffer key = one.getRoutingKey();
            partitions
                    .computeIfAbsent(key == null ? new Object() : key, first -> new ArrayList<>())
                    .add(one);
        }
        return partitions.values();
    }

    private void add(List<BoundStatement> partition) {
        int size = partition.stream().mapToInt(WriteBatches::size).sum();
        if (bytes + size > MOST_BYTES || partitions == MOST_PARTITIONS) {
            close();
        }
        for (BoundStatement one : partition) {
            int more = size(one);
            if (!next.isEmpty() && bytes + more > MOST_BYTES_OF_ONE) {
                close();
            }
            next.add(one);
            bytes += more;
        }
        partitions++;
    }

    private void close() {
        if (!next.isEmpty()) {
            requests.add(next);
            next = new ArrayList<>();
        }
        bytes = 0;
        partitions = 0;
    }

    private static int size(BoundStatement statement) {
        int size = ROW_BYTES;
        for (@Nullable ByteBuffer value : statement.getValues()) {
            size += VALUE_BYTES + (value == null ? 0 : value.remaining());
        }
        return size;
    }
}
