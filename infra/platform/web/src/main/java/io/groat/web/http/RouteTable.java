package io.groat.web.http;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * All calls of the API. Unlike Spring's own router functions it tells a path that is not there from one that does
 * not take the method, and it finds a path without variables in one look-up. A request is looked up once: by whoever
 * asks first, before the call for its rule or at last for its handler. HEAD is what GET is, wherever that is taken; the
 * server leaves out its body. No call takes a query parameter twice.
 */
public final class RouteTable implements RouterFunction<ServerResponse> {

    private static final String MATCH = RouteTable.class.getName();

    /** @param routes by method, HEAD's own among them */
    private record Path(PathPattern pattern, Map<HttpMethod, Route> routes) {

        private Path withHead() {
            Route get = routes.get(HttpMethod.GET);
            if (get != null) {
                routes.putIfAbsent(HttpMethod.HEAD, get);
            }
            return this;
        }
    }

    /**
     * What a request's path leads to.
     *
     * @param route null when the path does not take the request's method
     * @param methods that the path takes
     */
    public record Match(
            @Nullable Route route, PathPattern pattern, Map<String, String> variables, Set<HttpMethod> methods) {}

    private final Map<String, Path> fixed = new HashMap<>();
    /** The more specific first; two that are alike in that are still two. */
    private final List<Path> variable;

    private final List<Route> routes;

    public RouteTable(Collection<Route> routes) {
        this.routes = List.copyOf(routes);
        PathPatternParser parser = new PathPatternParser();
        Map<String, Path> withVariables = new LinkedHashMap<>();
        for (Route route : routes) {
            Map<String, Path> paths = route.pattern().contains("{") ? withVariables : fixed;
            Path path = paths.computeIfAbsent(route.pattern(), text -> empty(parser.parse(text)));
            if (path.routes().put(route.method(), route) != null) {
                throw new IllegalArgumentException(route.method() + " " + route.pattern() + " is there twice");
            }
        }
        fixed.values().forEach(Path::withHead);
        this.variable = withVariables.values().stream()
                .map(Path::withHead)
                .sorted(Comparator.comparing(Path::pattern, PathPattern.SPECIFICITY_COMPARATOR))
                .toList();
    }

    private static Path empty(PathPattern pattern) {
        return new Path(pattern, new LinkedHashMap<>());
    }

    public List<Route> routes() {
        return routes;
    }

    /** What the request's path leads to; null when nothing is there. */
    public @Nullable Match match(ServerWebExchange exchange) {
        Match known = exchange.getAttribute(MATCH);
        if (known != null) {
            return known;
        }
        Match match = look(
                exchange.getRequest().getPath().pathWithinApplication(),
                exchange.getRequest().getMethod());
        if (match != null) {
            exchange.getAttributes().put(MATCH, match);
        }
        return match;
    }

    @Override
    public Mono<HandlerFunction<ServerResponse>> route(ServerRequest request) {
        Match match = match(request.exchange());
        if (match == null) {
            return Mono.empty();
        }
        Route route = match.route();
        if (route == null) {
            return Mono.error(new MethodNotAllowedException(request.method(), match.methods()));
        }
        Parameters.requireOnce(request);
        request.attributes().put(RouterFunctions.URI_TEMPLATE_VARIABLES_ATTRIBUTE, match.variables());
        request.attributes().put(RouterFunctions.MATCHING_PATTERN_ATTRIBUTE, match.pattern());
        return Mono.just(route.handler());
    }

    private @Nullable Match look(PathContainer asked, HttpMethod method) {
        Path path = fixed.get(asked.value());
        return path != null ? match(path, method, Map.of()) : lookVariable(asked, method);
    }

    private @Nullable Match lookVariable(PathContainer asked, HttpMethod method) {
        for (Path path : variable) {
            PathPattern.@Nullable PathMatchInfo info = path.pattern().matchAndExtract(asked);
            if (info != null) {
                return match(path, method, info.getUriVariables());
            }
        }
        return null;
    }

    private static Match match(Path path, HttpMethod method, Map<String, String> variables) {
        return new Match(
                path.routes().get(method),
                path.pattern(),
                variables,
                path.routes().keySet());
    }
}
