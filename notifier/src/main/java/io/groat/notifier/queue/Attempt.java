package io.groat.notifier.queue;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How an attempt to deliver ended. Reasons name no person. */
public sealed interface Attempt {

    /** It has been taken. */
    record Sent(String provider) implements Attempt {}

    /**
     * It has not been taken, and may be later.
     *
     * @param retryAfter what the other side asked for
     */
    record Failed(
            @Nullable String provider,
            String reason,
            @Nullable Duration retryAfter) implements Attempt {}

    /** It will never be taken. */
    record Refused(@Nullable String provider, String reason) implements Attempt {}

    /** There is nobody to take it to. */
    record Skipped(String reason) implements Attempt {}

    /** It was not tried: it would have been in vain. It counts as no attempt. */
    record Postponed(Duration pause) implements Attempt {}

    /** It was not tried: whom it is for is left alone until that moment. It counts as no attempt. */
    record TooEarly(Instant until) implements Attempt {}
}
