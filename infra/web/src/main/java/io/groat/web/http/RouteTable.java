package io.groat.web.http;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * All calls of the API. Unlike Spring's own router functions it tells a path that is not there from one that does
 * not take the method, and it finds a path without variables in one look-up.
 */
public final class RouteTable implements RouterFunction<ServerResponse> {

    private record Path(PathPattern pattern, Map<HttpMethod, HandlerFunction<ServerResponse>> handlers) {}

    private final Map<String, Path> fixed = new HashMap<>();
    private final Map<PathPattern, Path> variable = new TreeMap<>(PathPattern.SPECIFICITY_COMPARATOR);
    private final List<Route> routes;

    public RouteTable(Collection<Route> routes) {
        this.routes = List.copyOf(routes);
        PathPatternParser parser = new PathPatternParser();
        for (Route route : routes) {
            PathPattern pattern = parser.parse(route.pattern());
            Path path = route.pattern().contains("{")
                    ? variable.computeIfAbsent(pattern, RouteTable::empty)
                    : fixed.computeIfAbsent(route.pattern(), text -> empty(pattern));
            path.handlers().put(route.method(), route.handler());
        }
    }

    private static Path empty(PathPattern pattern) {
        return new Path(pattern, new LinkedHashMap<>());
    }

    public List<Route> routes() {
        return routes;
    }

    @Override
    public Mono<HandlerFunction<ServerResponse>> route(ServerRequest request) {
        Path path = fixed.get(request.requestPath().pathWithinApplication().value());
        return path != null ? handler(request, path, Map.of()) : routeVariable(request);
    }

    private Mono<HandlerFunction<ServerResponse>> routeVariable(ServerRequest request) {
        for (Path path : variable.values()) {
            PathPattern.@Nullable PathMatchInfo match =
                    path.pattern().matchAndExtract(request.requestPath().pathWithinApplication());
            if (match != null) {
                return handler(request, path, match.getUriVariables());
            }
        }
        return Mono.empty();
    }

    private static Mono<HandlerFunction<ServerResponse>> handler(
            ServerRequest request, Path path, Map<String, String> variables) {
        HandlerFunction<ServerResponse> handler = path.handlers().get(request.method());
        if (handler == null) {
            return Mono.error(new MethodNotAllowedException(
                    request.method(), path.handlers().keySet()));
        }
        request.attributes().put(RouterFunctions.URI_TEMPLATE_VARIABLES_ATTRIBUTE, variables);
        request.attributes().put(RouterFunctions.MATCHING_PATTERN_ATTRIBUTE, path.pattern());
        return Mono.just(handler);
    }
}
