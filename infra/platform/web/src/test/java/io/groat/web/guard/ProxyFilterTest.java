package io.groat.web.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.web.guard.ProxySettings.ForwardedHeader;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

class ProxyFilterTest {

    private static final List<String> PROXIES = List.of("10.0.0.0/8", "127.0.0.1", "2001:db8:1::/48");

    /** Header lines are parted by a bar. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            10.0.0.1;      203.0.113.9;                                   203.0.113.9
            10.0.0.1;      198.51.100.1, 203.0.113.9;                     203.0.113.9
            10.0.0.1;      127.0.0.1, 203.0.113.9;                        203.0.113.9
            10.0.0.1;      198.51.100.1|203.0.113.9;                      203.0.113.9
            10.0.0.1;      203.0.113.9|10.9.9.9;                          203.0.113.9
            10.0.0.1;      198.51.100.1, 203.0.113.9, 10.2.2.2, 10.3.3.3; 203.0.113.9
            10.0.0.1;      10.2.2.2, 10.3.3.3;                            10.2.2.2
            10.0.0.1;      203.0.113.9:4711;                              203.0.113.9
            10.0.0.1;      2001:db8:2::7;                                 2001:db8:2:0:0:0:0:7
            10.0.0.1;      [2001:db8:2::7]:4711;                          2001:db8:2:0:0:0:0:7
            10.0.0.1;      [2001:db8:2::7];                               2001:db8:2:0:0:0:0:7
            10.0.0.1;      ::ffff:203.0.113.9;                            203.0.113.9
            2001:db8:1::1; 203.0.113.9;                                   203.0.113.9
            10.0.0.1;      203.0.113.9, 2001:db8:1::2;                    203.0.113.9
            10.0.0.1;      203.0.113.9, nonsense;                         10.0.0.1
            10.0.0.1;      203.0.113.9, nonsense, 10.2.2.2;               10.2.2.2
            10.0.0.1;      203.0.113.9,;                                  10.0.0.1
            10.0.0.1;      unknown;                                       10.0.0.1
            10.0.0.1;      localhost;                                     10.0.0.1
            10.0.0.1;      1.2.3;                                         10.0.0.1
            10.0.0.1;      203.0.113.999;                                 10.0.0.1
            10.0.0.1;      fe80::1%eth0;                                  10.0.0.1
            127.0.0.1;     203.0.113.9;                                   203.0.113.9
            203.0.113.1;   127.0.0.1;                                     203.0.113.1
            203.0.113.1;   198.51.100.1, 10.0.0.1;                        203.0.113.1
            """)
    void theFirstFromTheEndThatIsNoProxysCounts(String peer, String lines, String expected) {
        ServerWebExchange seen =
                pass(PROXIES, ForwardedHeader.X_FORWARDED_FOR, request(peer, "X-Forwarded-For", lines));

        assertThat(RemoteAddress.of(seen)).isEqualTo(expected);
        assertThat(seen.getRequest().getHeaders().containsHeader("X-Forwarded-For"))
                .isFalse();
    }

    /** Elements have semicolons, so the columns are parted by a bar, and header lines by two slashes. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            for=203.0.113.9                                    | 203.0.113.9
            For="203.0.113.9"                                  | 203.0.113.9
            for=127.0.0.1, for=203.0.113.9                     | 203.0.113.9
            for=127.0.0.1//for=203.0.113.9;by=10.0.0.1         | 203.0.113.9
            for="[2001:db8:2::7]:4711"                         | 2001:db8:2:0:0:0:0:7
            for="203.0.113.9:4711";proto=https;host=x          | 203.0.113.9
            for="\\203.0.113.9"                                | 203.0.113.9
            by=10.0.0.1 ; for=203.0.113.9                      | 203.0.113.9
            for="a, for=203.0.113.9                            | 203.0.113.9
            for=203.0.113.9, for=10.2.2.2                      | 203.0.113.9
            for=_hidden                                        | 10.0.0.1
            for=unknown                                        | 10.0.0.1
            for=203.0.113.9, by=10.2.2.2                       | 10.0.0.1
            for=203.0.113.9;for=203.0.113.8                    | 10.0.0.1
            for=203.0.113.9, for                               | 10.0.0.1
            203.0.113.9                                        | 10.0.0.1
            for=[2001:db8:2::7]                                | 10.0.0.1
            """)
    void theStandardHeaderIsReadAsItsGrammarSays(String lines, String expected) {
        MockServerHttpRequest.BaseBuilder<?> request = request("10.0.0.1");
        request.header("Forwarded", lines.split("//", -1)).header("X-Forwarded-For", "198.51.100.1");

        assertThat(RemoteAddress.of(pass(PROXIES, ForwardedHeader.FORWARDED, request)))
                .isEqualTo(expected);
    }

    @Test
    void theHeaderThatIsNotConfiguredIsNotLookedAt() {
        MockServerHttpRequest.BaseBuilder<?> request = request("10.0.0.1");
        request.header("Forwarded", "for=198.51.100.1");

        assertThat(RemoteAddress.of(pass(PROXIES, ForwardedHeader.X_FORWARDED_FOR, request)))
                .isEqualTo("10.0.0.1");
    }

    @Test
    void withoutProxiesNoHeaderCounts() {
        ServerWebExchange seen = pass(
                List.of(), ForwardedHeader.X_FORWARDED_FOR, request("127.0.0.1", "X-Forwarded-For", "203.0.113.9"));

        assertThat(RemoteAddress.of(seen)).isEqualTo("127.0.0.1");
        assertThat(RemoteAddress.isLoopback(seen)).isTrue();
    }

    /** Whatever a proxy on this machine passes on, readable or not, comes from elsewhere. */
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "nonsense", "", "203.0.113.9, 127.0.0.1"})
    void whatAProxyPassedOnIsNeverFromThisMachine(String value) {
        ServerWebExchange seen =
                pass(PROXIES, ForwardedHeader.X_FORWARDED_FOR, request("127.0.0.1", "X-Forwarded-For", value));

        assertThat(RemoteAddress.isLoopback(seen)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            10.0.0.1;    https;       pay.example;           https://pay.example/v1/things?a=b%20c
            10.0.0.1;    https;       pay.example:8443;      https://pay.example:8443/v1/things?a=b%20c
            10.0.0.1;    http, https; evil.example, pay.example; https://pay.example/v1/things?a=b%20c
            10.0.0.1;    javascript;  pay.example/x;         http://groat:8006/v1/things?a=b%20c
            10.0.0.1;    https;       [2001:db8::1]:8443;    https://[2001:db8::1]:8443/v1/things?a=b%20c
            203.0.113.1; https;       pay.example;           http://groat:8006/v1/things?a=b%20c
            """)
    void schemeAndHostAreTakenFromProxiesAlone(String peer, String scheme, String host, String expected) {
        MockServerHttpRequest.BaseBuilder<?> request = request(peer);
        request.header("X-Forwarded-For", "203.0.113.9")
                .header("X-Forwarded-Proto", scheme)
                .header("X-Forwarded-Host", host);

        ServerWebExchange seen = pass(PROXIES, ForwardedHeader.X_FORWARDED_FOR, request);

        assertThat(seen.getRequest().getURI()).hasToString(expected);
        assertThat(seen.getRequest().getPath().value()).isEqualTo("/v1/things");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/x", "proxy.example", "10.0.0.0/-1", "2001:db8::/129", "10.0.0/8"})
    void whatIsNoNetworkEndsTheStart(String network) {
        ProxySettings settings = new ProxySettings(List.of(network), ForwardedHeader.FORWARDED);

        assertThatThrownBy(() -> new ProxyFilter(settings)).hasMessageContaining("groat.http.trusted-proxies");
    }

    private static ServerWebExchange pass(
            List<String> proxies, ForwardedHeader header, MockServerHttpRequest.BaseBuilder<?> request) {
        AtomicReference<@Nullable ServerWebExchange> seen = new AtomicReference<>();
        new ProxyFilter(new ProxySettings(proxies, header))
                .filter(MockServerWebExchange.from(request), exchange -> {
                    seen.set(exchange);
                    return Mono.empty();
                })
                .block();
        return Objects.requireNonNull(seen.get());
    }

    private static MockServerHttpRequest.BaseBuilder<?> request(String peer, String header, String lines) {
        MockServerHttpRequest.BaseBuilder<?> request = request(peer);
        return request.header(
                header, Arrays.stream(lines.split("\\|", -1)).map(String::strip).toArray(String[]::new));
    }

    private static MockServerHttpRequest.BaseBuilder<?> request(String peer) {
        return MockServerHttpRequest.get("http://groat:8006/v1/things?a=b c")
                .remoteAddress(new InetSocketAddress(peer, 1));
    }
}
