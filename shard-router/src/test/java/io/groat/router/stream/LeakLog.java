package io.groat.router.stream;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import org.slf4j.LoggerFactory;

/** What Netty's leak detector has to say. It speaks at the next allocation after a collection. */
final class LeakLog {

    private static final ListAppender<ILoggingEvent> FOUND = attach();

    private LeakLog() {}

    /** Begins to listen, unless it has. */
    static void listen() {
        assertThat(FOUND.isStarted()).isTrue();
    }

    static void assertNoLeaks() {
        for (int round = 0; round < 3; round++) {
            System.gc();
            ByteBuf buffer = PooledByteBufAllocator.DEFAULT.buffer();
            buffer.release();
        }
        assertThat(FOUND.list).isEmpty();
    }

    private static ListAppender<ILoggingEvent> attach() {
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        ((Logger) LoggerFactory.getLogger(ResourceLeakDetector.class)).addAppender(appender);
        return appender;
    }
}
