package io.groat.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A settlement file that was read from its beginning to its end.
 *
 * @param sha256 of its bytes, 64 small hexadecimal digits
 * @param name of the file, where it has one; up to 200 characters
 * @param shape whose columns it has; null where that can't be told
 * @param size in bytes
 * @param rows how many, the header left out
 * @param faults why it can't be taken; none where it can
 * @param takenBy who brought it: up to 80 visible ASCII characters
 */
public record SettlementUpload(
        String gateway,
        String sha256,
        @Nullable String name,
        @Nullable String shape,
        long size,
        int rows,
        List<String> faults,
        String takenBy) {

    public SettlementUpload {
        faults = List.copyOf(faults);
    }
}
