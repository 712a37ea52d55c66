package io.groat.web.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells a message that repeats once, and at the end of each period how often it came again. Of warnings and errors that
 * differ in their details alone, the first {@value #MOST_OF_A_KIND} of a period are told and the others counted. Logback's
 * own filter for this drops what repeats without a word.
 *
 * <p>What is remembered is bounded: of more different messages than {@value #MOST_REMEMBERED} in a period the oldest is
 * forgotten, and its count told.
 */
final class RepetitionAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    static final Duration PERIOD = Duration.ofSeconds(30);
    static final int MOST_OF_A_KIND = 20;
    static final int MOST_REMEMBERED = 500;

    private final List<Appender<ILoggingEvent>> targets;
    private final LongSupplier nanoTime;
    private final Object lock = new Object();
    private final Map<Key, Count> messages = new LinkedHashMap<>();
    private final Map<Key, Count> kinds = new LinkedHashMap<>();
    private @Nullable Future<?> timer;

    RepetitionAppender(List<Appender<ILoggingEvent>> targets) {
        this(targets, System::nanoTime);
    }

    RepetitionAppender(List<Appender<ILoggingEvent>> targets, LongSupplier nanoTime) {
        this.targets = List.copyOf(targets);
        this.nanoTime = nanoTime;
    }

    /**
     * What counts as the same.
     *
     * @param text the message with its details, or without for a kind of messages
     */
    private record Key(String logger, Level level, String text) {}

    /** How often one came since it was first told in this period. */
    private static final class Count {
        private final long begun;
        private final int allowed;
        private int told;
        private long untold;

        Count(long begun, int allowed) {
            this.begun = begun;
            this.allowed = allowed;
        }

        boolean tell() {
            if (told < allowed) {
                told++;
                return true;
            }
            untold++;
            return false;
        }

        boolean over(long now) {
            return now - begun >= PERIOD.toNanos();
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        List<ILoggingEvent> due = new ArrayList<>(1);
        boolean tell;
        synchronized (lock) {
            long now = nanoTime.getAsLong();
            tell = count(messages, sameAs(event), 1, now, due)
                    && (isHarmless(event) || count(kinds, kindOf(event), MOST_OF_A_KIND, now, due));
            if (!tell) {
                tellLater();
            }
        }
        due.forEach(this::pass);
        if (tell) {
            pass(event);
        }
    }

    private static boolean isHarmless(ILoggingEvent event) {
        return !event.getLevel().isGreaterOrEqual(Level.WARN);
    }

    private static Key sameAs(ILoggingEvent event) {
        return new Key(event.getLoggerName(), event.getLevel(), event.getFormattedMessage() + cause(event));
    }

    private static Key kindOf(ILoggingEvent event) {
        return new Key(event.getLoggerName(), event.getLevel(), event.getMessage());
    }

    private static String cause(ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        return thrown == null ? "" : " (" + thrown.getClassName() + ": " + thrown.getMessage() + ")";
    }

    /** Whether this one is to be told; what became due by it is added. */
    private boolean count(Map<Key, Count> counts, Key key, int allowed, long now, List<ILoggingEvent> due) {
        Count count = counts.get(key);
        if (count == null || count.over(now)) {
            if (count != null) {
                counts.remove(key);
                addSummary(key, count, due);
            } else if (counts.size() >= MOST_REMEMBERED) {
                Iterator<Map.Entry<Key, Count>> oldest = counts.entrySet().iterator();
                Map.Entry<Key, Count> forgotten = oldest.next();
                oldest.remove();
                addSummary(forgotten.getKey(), forgotten.getValue(), due);
            }
            count = new Count(now, allowed);
            counts.put(key, count);
        }
        return count.tell();
    }

    private void addSummary(Key key, Count count, List<ILoggingEvent> due) {
        if (count.untold > 0) {
            String what = count.allowed > 1 ? "of this kind, with other details" : "the same";
            due.add(new LoggingEvent(
                    RepetitionAppender.class.getName(),
                    ((LoggerContext) getContext()).getLogger(key.logger()),
                    key.level(),
                    String.format(
                            Locale.ROOT,
                            "Again %,d times within %d s, %s: %s",
                            count.untold,
                            PERIOD.toSeconds(),
                            what,
                            key.text()),
                    null,
                    null));
        }
    }

    /** Nothing wakes up for it while nothing repeats. */
    private void tellLater() {
        if (timer == null) {
            try {
                timer = getContext()
                        .getScheduledExecutorService()
                        .schedule(this::tellDue, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException ending) {
                // What is left is told when this stops.
                addWarn("No timer any more", ending);
            }
        }
    }

    /** Tells of all whose period is over. */
    void tellDue() {
        List<ILoggingEvent> due = new ArrayList<>();
        synchronized (lock) {
            timer = null;
            long now = nanoTime.getAsLong();
            boolean more = takeDue(messages, now, due);
            more |= takeDue(kinds, now, due);
            if (more) {
                tellLater();
            }
        }
        due.forEach(this::pass);
    }

    /** Whether there is something to tell later. */
    private boolean takeDue(Map<Key, Count> counts, long now, List<ILoggingEvent> due) {
        boolean more = false;
        for (Iterator<Map.Entry<Key, Count>> all = counts.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Key, Count> entry = all.next();
            if (entry.getValue().over(now)) {
                addSummary(entry.getKey(), entry.getValue(), due);
                all.remove();
            } else {
                more |= entry.getValue().untold > 0;
            }
        }
        return more;
    }

    @Override
    public void stop() {
        if (!isStarted()) {
            return;
        }
        super.stop();
        List<ILoggingEvent> due = new ArrayList<>();
        synchronized (lock) {
            messages.forEach((key, count) -> addSummary(key, count, due));
            kinds.forEach((key, count) -> addSummary(key, count, due));
            messages.clear();
            kinds.clear();
        }
        due.forEach(this::pass);
        targets.forEach(Appender::stop);
    }

    private void pass(ILoggingEvent event) {
        targets.forEach(target -> target.doAppend(event));
    }
}
