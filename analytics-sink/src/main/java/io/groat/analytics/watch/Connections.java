package io.groat.analytics.watch;

import io.netty.channel.ChannelOption;
import java.time.Duration;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Connections that only those who watch use: nothing stands in line behind other requests, and nothing behind them. */
final class Connections {

    /** One that hangs must not keep the next from being asked. */
    private static final int MOST = 2;

    private Connections() {}

    /**
     * A client whose connections are its own.
     *
     * @param name of these connections
     * @param limit how long a connection, and an answer, may take
     */
    public static WebClient.Builder of(String name, Duration limit) {
        HttpClient http = HttpClient.create(
                        ConnectionProvider.builder(name).maxConnections(MOST).build())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) limit.toMillis())
                .responseTimeout(limit);
        return WebClient.builder().clientConnector(new ReactorClientHttpConnector(http));
    }
}
