package io.groat.web.guard;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/**
 * Finds out where a request that came through trusted proxies comes from: of the addresses in the header that they
 * write, read from its end, the first that is none of theirs. What can't be read ends the search at the last proxy that
 * is trusted. The scheme and the host are those that the proxy which had the request from there named. Whoever else
 * sends such headers is taken for what they are themselves. Nobody behind this filter sees any of these headers.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7239">RFC 7239, the Forwarded field</a>
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class ProxyFilter implements WebFilter {

    private static final List<String> HEADERS = List.of(
            "Forwarded",
            "X-Forwarded-For",
            "X-Forwarded-Proto",
            "X-Forwarded-Host",
            "X-Forwarded-Port",
            "X-Forwarded-Ssl",
            "X-Forwarded-Prefix");

    private final Networks trusted;
    private final ProxySettings settings;

    /** @throws IllegalArgumentException when one of the networks is none */
    public ProxyFilter(ProxySettings settings) {
        this.trusted = new Networks(settings.trustedProxies());
        this.settings = settings;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        HttpHeaders headers = request.getHeaders();
        if (HEADERS.stream().noneMatch(headers::containsHeader)) {
            return chain.filter(exchange);
        }
        ServerHttpRequest.Builder changed = request.mutate().headers(sent -> HEADERS.forEach(sent::remove));
        InetSocketAddress peer = request.getRemoteAddress();
        if (peer != null && peer.getAddress() != null && trusted.contains(peer.getAddress())) {
            List<ForwardedHop> hops = ForwardedHop.read(headers, settings.forwardedHeader());
            if (!hops.isEmpty()) {
                RemoteAddress.markForwarded(exchange);
                apply(changed, request.getURI(), peer, hops);
            }
        }
        return chain.filter(exchange.mutate().request(changed.build()).build());
    }

    private void apply(ServerHttpRequest.Builder request, URI uri, InetSocketAddress peer, List<ForwardedHop> hops) {
        InetAddress from = peer.getAddress();
        @Nullable ForwardedHop last = null;
        for (ForwardedHop hop : hops) {
            if (hop.address() == null) {
                break;
            }
            last = hop;
            from = hop.address();
            if (!trusted.contains(from)) {
                break;
            }
        }
        if (last != null) {
            request.remoteAddress(new InetSocketAddress(from, 0)).uri(seen(uri, last));
        }
    }

    private static URI seen(URI uri, ForwardedHop hop) {
        if (hop.scheme() == null && hop.host() == null) {
            return uri;
        }
        UriComponentsBuilder seen = UriComponentsBuilder.fromUri(uri);
        if (hop.scheme() != null) {
            seen.scheme(hop.scheme());
        }
        if (hop.host() != null) {
            int colon = hop.host().lastIndexOf(':');
            boolean withPort = colon > hop.host().lastIndexOf(']');
            seen.host(withPort ? hop.host().substring(0, colon) : hop.host());
            seen.port(withPort ? hop.host().substring(colon + 1) : null);
        }
        return seen.build(true).toUri();
    }
}
