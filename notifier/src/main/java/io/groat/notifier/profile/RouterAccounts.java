package io.groat.notifier.profile;

import io.groat.notifier.message.Channel;
import io.netty.channel.ChannelOption;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the router. */
public final class RouterAccounts implements AccountAddresses {

    private static final Duration LIMIT = Duration.ofSeconds(3);
    /** Whoever waits for a connection waits in line; many new users come at once. */
    private static final Duration IN_LINE = Duration.ofSeconds(15);

    private static final int AT_ONCE = 16;
    private static final int LONGEST_LINE = 5_000;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

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
                        .maxConnections(AT_ONCE)
                        .pendingAcquireMaxCount(LONGEST_LINE)
                        .pendingAcquireTimeout(IN_LINE)
                        .build())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) LIMIT.toMillis())
                .responseTimeout(LIMIT)
                .headers(headers -> headers.set("Authorization", "Bearer " + credential));
    }

    @Override
    public Mono<Map<Channel, String>> of(String userId) {
        return http.get()
                .uri(base + UriUtils.encodePathSegment(userId, StandardCharsets.UTF_8))
                .responseSingle(
                        (response, body) -> body.asString().defaultIfEmpty("").map(text -> addresses(response, text)))
                .timeout(IN_LINE.plus(LIMIT));
    }

    private static Map<Channel, String> addresses(HttpClientResponse response, String text) {
        int status = response.status().code();
        if (status == 404) {
            return Map.of();
        }
        if (status != 200) {
            throw new IllegalStateException("the router answers " + status);
        }
        JsonNode user = MAPPER.readTree(text);
        Map<Channel, String> addresses = new EnumMap<>(Channel.class);
        if (user.path("phoneVerified").asBoolean(false)) {
            Addresses.of(Channel.SMS, user.path("phone").asString(""))
                    .ifPresent(phone -> addresses.put(Channel.SMS, phone));
            Addresses.of(Channel.EMAIL, user.path("email").asString(""))
                    .ifPresent(email -> addresses.put(Channel.EMAIL, email));
        }
        return addresses;
    }
}
