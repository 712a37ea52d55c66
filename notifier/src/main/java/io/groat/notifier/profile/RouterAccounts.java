package io.groat.notifier.profile;

import io.groat.event.Json;
import io.groat.notifier.message.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;
import tools.jackson.databind.JsonNode;

/** Asks the router. */
final class RouterAccounts implements AccountAddresses {

    /** A router that is busy is slow, and asked again it is not faster. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);
    private static final int CONNECTIONS = 8;
    private static final int BUSY = 429;
    private static final int GATEWAY_TIMEOUT = 504;
    private static final int BAD_GATEWAY = 502;
    private final HttpClient http;
    private final String base;

    /**
     * @param anyUri an address of the router
     * @param credential by which services know each other
     */
    public RouterAccounts(String anyUri, String credential) {
        URI uri = URI.create(anyUri);
        this.base = uri.getScheme() + "://" + uri.getAuthority() + "/v1/users/";
        this.http = HttpClient.create(ConnectionProvider.builder("router-accounts")
                        .maxConnections(CONNECTIONS)
                        .pendingAcquireTimeout(LIMIT)
                        .build())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT_LIMIT.toMillis())
                .responseTimeout(LIMIT)
                .headers(headers -> headers.set("Authorization", "Bearer " + credential));
    }

    @Override
    public Mono<Map<Channel, String>> of(String userId) {
        return http.get()
                .uri(base + UriUtils.encodePathSegment(userId, StandardCharsets.UTF_8))
                .responseSingle(
                        (response, body) -> body.asString().defaultIfEmpty("").map(text -> addresses(response, text)))
                .timeout(LIMIT.multipliedBy(2))
                .onErrorMap(RouterAccounts::isAway, failure -> new RouterAwayException(failure.toString()));
    }

    private static boolean isAway(Throwable failure) {
        return failure instanceof IOException
                || failure instanceof TimeoutException
                || failure instanceof ChannelException;
    }

    private static boolean isBusy(int status) {
        return status == BUSY || (status >= BAD_GATEWAY && status <= GATEWAY_TIMEOUT);
    }

    private static Map<Channel, String> addresses(HttpClientResponse response, String text) {
        int status = response.status().code();
        if (status == 404) {
            return Map.of();
        }
        if (isBusy(status)) {
            throw new RouterAwayException("the router answers " + status);
        }
        if (status != 200) {
            throw new IllegalStateException("the router answers " + status);
        }
        JsonNode user = Json.MAPPER.readTree(text);
        Map<Channel, String> addresses = new EnumMap<>(Channel.class);
        if (user.path("phoneVerified").asBoolean(false)) {
            Addresses.kept(Channel.SMS, user.path("phone").asString(""))
                    .ifPresent(phone -> addresses.put(Channel.SMS, phone));
            Addresses.of(Channel.EMAIL, user.path("email").asString(""))
                    .ifPresent(email -> addresses.put(Channel.EMAIL, email));
        }
        return addresses;
    }
}
