package io.groat.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/** What of errors that nobody waits for stands in the log. */
class DroppedErrorsTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(DroppedErrors.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        logger.setLevel(Level.DEBUG);
        logger.setAdditive(false);
        log.start();
        logger.addAppender(log);
        DroppedErrors.logOurs();
        DroppedErrors.expect(UnsupportedOperationException.class::isInstance);
    }

    @AfterEach
    void leave() {
        Hooks.resetOnErrorDropped();
        logger.detachAppender(log);
        logger.setLevel(null);
        logger.setAdditive(true);
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new IOException("Connection reset by peer"), Level.DEBUG, false),
                Arguments.of(new TimeoutException("in 5000 ms"), Level.WARN, false),
                Arguments.of(new IllegalStateException("no connection", new TimeoutException()), Level.WARN, false),
                Arguments.of(new ConnectException("Connection refused"), Level.WARN, false),
                Arguments.of(
                        new IllegalStateException("no connection", new ClosedChannelException()), Level.WARN, false),
                Arguments.of(new UnsupportedOperationException("a store is away"), Level.WARN, false),
                Arguments.of(new IllegalStateException("a fault"), Level.ERROR, true));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureIsLogged(Throwable failure, Level level, boolean trace) {
        Operators.onErrorDropped(failure, Context.empty());
        assertThat(log.list).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(level);
            assertThat(line.getThrowableProxy() != null).isEqualTo(trace);
        });
    }
}
