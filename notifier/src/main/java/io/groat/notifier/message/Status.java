package io.groat.notifier.message;

import io.groat.web.shape.Worded;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a message stands.
 *
 * <pre>
 * from      to        when
 * QUEUED    SENT      its channel has taken it
 * QUEUED    QUEUED    an attempt failed, another is due
 * QUEUED    DEAD      the last attempt failed, or the channel will never take it
 * QUEUED    SKIPPED   there is nobody to take it to any more, or it has expired
 * DEAD      QUEUED    it was driven again by hand
 * </pre>
 */
public enum Status implements Worded {
    QUEUED,
    SENT,
    DEAD,
    SKIPPED;

    private final String text = name().toLowerCase(Locale.ROOT);

    @Override
    public String text() {
        return text;
    }

    public static Optional<Status> find(String text) {
        return Arrays.stream(values())
                .filter(status -> status.text.equals(text))
                .findFirst();
    }
}
