package io.groat.analytics.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/** Those who look at the figures. While there is nobody, nothing needs to be fresh, and nobody is asked often. */
public final class Viewers {

    /** Who has asked once may ask again. */
    private static final Duration REMEMBERED = Duration.ofSeconds(30);

    private final InstantSource clock;
    private final AtomicInteger viewers = new AtomicInteger();
    private volatile Instant askedAt = Instant.MIN;

    public Viewers(InstantSource clock) {
        this.clock = clock;
    }

    /** One begins to watch. */
    public void enter() {
        viewers.incrementAndGet();
    }

    /** One watches no more. */
    public void leave() {
        viewers.decrementAndGet();
    }

    /** Somebody has asked for figures. */
    public void asked() {
        askedAt = clock.instant();
    }

    /** How many watch. */
    public int viewers() {
        return viewers.get();
    }

    public boolean isThere() {
        return viewers() > 0 || askedAt.isAfter(clock.instant().minus(REMEMBERED));
    }

    /** One pause while somebody is there, another while nobody is. */
    public Duration pause(Duration watched, Duration unwatched) {
        return isThere() ? watched : unwatched;
    }
}
