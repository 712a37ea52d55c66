package io.groat.web.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RepetitionAppenderTest {
    private static final String NAME = "io.groat.Somewhere";

    private final AtomicLong clock = new AtomicLong();
    private final LoggerContext context = new LoggerContext();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final RepetitionAppender appender = new RepetitionAppender(List.of(new Lines()), clock::get);
    private final Logger log = context.getLogger(NAME);

    private final class Lines extends AppenderBase<ILoggingEvent> {
        Lines() {
            setContext(context);
            start();
        }

        @Override
        protected void append(ILoggingEvent event) {
            assertThat(event.getLoggerName()).startsWith(NAME);
            lines.add(event.getLevel() + " " + event.getFormattedMessage());
        }
    }

    RepetitionAppenderTest() {
        appender.setContext(context);
        appender.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void oneThatRepeatsIsToldOnceAndThenHowOften() {
        for (int i = 0; i < 100_000; i++) {
            log.warn("Shard {} is away", 2);
        }
        assertThat(lines).containsExactly("WARN Shard 2 is away");

        periodEnds();
        assertThat(lines)
                .containsExactly(
                        "WARN Shard 2 is away", "WARN Again 99,999 times within 30 s, the same: Shard 2 is away");
    }

    @Test
    void anotherThreadAtTheSameTimeChangesNothing() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(i -> new Thread(() -> {
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                    for (int n = 0; n < 25_000; n++) {
                        log.warn("Shard {} is away", 2);
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        periodEnds();
        assertThat(lines)
                .containsExactly(
                        "WARN Shard 2 is away", "WARN Again 99,999 times within 30 s, the same: Shard 2 is away");
    }

    @Test
    void differentOnesAreUntouched() {
        for (int i = 0; i < 1_000; i++) {
            log.info("Topic {} is there", i);
        }
        log.error("first");
        log.error("second");
        log.warn("first");
        context.getLogger(NAME + "Else").warn("first");
        log.warn("first", new IOException("disk"));
        log.warn("first", new IOException("net"));
        periodEnds();
        assertThat(lines).hasSize(1_006).noneMatch(line -> line.contains("Again"));
    }

    @Test
    void warningsThatDifferInTheirDetailsAloneAreTwentyAPeriodAndACount() {
        for (int i = 0; i < 5_641; i++) {
            log.warn("Transfer {} could not be read", i);
        }
        assertThat(lines).hasSize(20).last().isEqualTo("WARN Transfer 19 could not be read");

        periodEnds();
        assertThat(lines)
                .hasSize(21)
                .last()
                .isEqualTo("WARN Again 5,621 times within 30 s, of this kind, with other details:"
                        + " Transfer {} could not be read");
    }

    @Test
    void itIsToldAnewInTheNextPeriod() {
        log.info("Busy");
        log.info("Busy");
        clock.addAndGet(RepetitionAppender.PERIOD.toNanos());
        log.info("Busy");
        assertThat(lines).containsExactly("INFO Busy", "INFO Again 1 times within 30 s, the same: Busy", "INFO Busy");
    }

    @Test
    void oneThatCameOnceIsNeverCounted() {
        log.error("Once");
        periodEnds();
        assertThat(lines).containsExactly("ERROR Once");
    }

    @Test
    void countsAreToldWhenMoreIsToRememberThanItMayAndAtTheEnd() {
        log.info("Busy");
        log.info("Busy");
        for (int i = 0; i < RepetitionAppender.MOST_REMEMBERED; i++) {
            log.info("Topic {} is there", i);
        }
        assertThat(lines).contains("INFO Again 1 times within 30 s, the same: Busy");

        log.info("Late");
        log.info("Late");
        context.stop();
        assertThat(lines).last().isEqualTo("INFO Again 1 times within 30 s, the same: Late");
    }

    @Test
    void itStandsBeforeTheAppendersThatWereThereAndOnce() {
        LoggerContext other = new LoggerContext();
        Logger root = other.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        Lines console = new Lines();
        root.addAppender(console);
        RepetitionsOnce.putBeforeAppenders(other);
        RepetitionsOnce.putBeforeAppenders(other);

        assertThat(root.iteratorForAppenders()).toIterable().singleElement().isInstanceOf(RepetitionAppender.class);
        other.getLogger(NAME).info("Busy");
        other.getLogger(NAME).info("Busy");
        assertThat(lines).containsExactly("INFO Busy");
        other.stop();
        assertThat(console.isStarted()).isFalse();
    }

    private void periodEnds() {
        clock.addAndGet(RepetitionAppender.PERIOD.toNanos());
        appender.tellDue();
    }
}
