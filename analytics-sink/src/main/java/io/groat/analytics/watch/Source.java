package io.groat.analytics.watch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether something that figures come from can be asked.
 *
 * @param since when that became so; for one that can't, its figures are as of then
 * @param reason why it can't be asked; null when it can
 */
public record Source(boolean live, Instant since, @Nullable String reason) {

    /** One that has not been asked yet. */
    public static Source unknown(Instant now) {
        return new Source(false, now, "not asked yet");
    }

    public Source good(Instant now) {
        return live ? this : new Source(true, now, null);
    }

    public Source bad(Instant now, String why) {
        return live || !why.equals(reason) ? new Source(false, live ? now : since, why) : this;
    }
}
