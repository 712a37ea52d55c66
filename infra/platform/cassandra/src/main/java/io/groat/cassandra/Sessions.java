package io.groat.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import java.net.InetSocketAddress;
import java.time.Duration;

/** Sessions as our settings want them. */
final class Sessions {

    /** Not the thread's: whichever thread connects, some have none. */
    private static final ClassLoader CLASSES = Sessions.class.getClassLoader();

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration FIRST_RECONNECT = Duration.ofMillis(500);
    private static final Duration SLOWEST_RECONNECT = Duration.ofSeconds(5);
    private static final int CONCURRENT_REQUESTS = 1_024;
    private static final int LOGGED_STATEMENT = 120;
    private static final int WAITING_REQUESTS = 100_000;

    private Sessions() {}

    static CqlSessionBuilder builder(CassandraSettings settings) {
        CqlSessionBuilder builder = CqlSession.builder()
                .withClassLoader(CLASSES)
                .withConfigLoader(config(settings))
                .withLocalDatacenter(settings.localDatacenter());
        settings.contactPoints().forEach(point -> builder.addContactPoint(address(point, settings.port())));
        if (!settings.username().isEmpty()) {
            builder.withAuthCredentials(settings.username(), settings.password());
        }
        return builder;
    }

    private static DriverConfigLoader config(CassandraSettings settings) {
        return DriverConfigLoader.programmaticBuilder(CLASSES)
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, settings.requestLimit())
                .withString(DefaultDriverOption.REQUEST_CONSISTENCY, "LOCAL_QUORUM")
                .withString(DefaultDriverOption.REQUEST_SERIAL_CONSISTENCY, "LOCAL_SERIAL")
                .withDuration(DefaultDriverOption.CONNECTION_CONNECT_TIMEOUT, CONNECT_LIMIT)
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, CONNECT_LIMIT)
                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, CONNECT_LIMIT)
                .withDuration(DefaultDriverOption.RECONNECTION_BASE_DELAY, FIRST_RECONNECT)
                .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, SLOWEST_RECONNECT)
                .withString(DefaultDriverOption.REQUEST_THROTTLER_CLASS, "ConcurrencyLimitingRequestThrottler")
                .withInt(DefaultDriverOption.REQUEST_THROTTLER_MAX_CONCURRENT_REQUESTS, CONCURRENT_REQUESTS)
                .withInt(DefaultDriverOption.REQUEST_THROTTLER_MAX_QUEUE_SIZE, WAITING_REQUESTS)
                // Of version 5 the driver does not release all buffers when a connection breaks (its JAVA-3001).
                .withString(DefaultDriverOption.PROTOCOL_VERSION, "V4")
                .withInt(DefaultDriverOption.NETTY_IO_SIZE, 2)
                .withBoolean(DefaultDriverOption.REQUEST_WARN_IF_SET_KEYSPACE, false)
                // What the server warns of is logged with the statement, but values may be personal.
                .withBoolean(DefaultDriverOption.REQUEST_LOGGER_VALUES, false)
                .withInt(DefaultDriverOption.REQUEST_LOGGER_MAX_QUERY_LENGTH, LOGGED_STATEMENT)
                .build();
    }

    private static InetSocketAddress address(String point, int port) {
        int colon = point.lastIndexOf(':');
        return colon < 0
                ? new InetSocketAddress(point, port)
                : new InetSocketAddress(point.substring(0, colon), Integer.parseInt(point.substring(colon + 1)));
    }
}
