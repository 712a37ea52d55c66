package io.groat.web.guard;

import io.groat.web.access.Access;
import io.groat.web.access.Caller;
import io.groat.web.access.Permit;
import io.groat.web.http.Route;
import io.groat.web.http.RouteTable;
import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.ReactiveAuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Holds each request to its route's rule. What is neither a route nor one of the {@link SidePaths} is refused as not
 * there, so that nothing can be served without a rule.
 */
public final class RouteAuthorization implements ReactiveAuthorizationManager<AuthorizationContext> {

    private static final Mono<AuthorizationResult> YES = Mono.just(new AuthorizationDecision(true));
    private static final AuthorizationResult NO = new AuthorizationDecision(false);

    private final RouteTable routes;

    public RouteAuthorization(RouteTable routes) {
        this.routes = routes;
    }

    @Override
    public Mono<AuthorizationResult> authorize(Mono<Authentication> authentication, AuthorizationContext context) {
        ServerWebExchange exchange = context.getExchange();
        RouteTable.Match match = routes.match(exchange);
        if (match == null) {
            return besideRoutes(authentication, exchange);
        }
        Route route = match.route();
        // A method that the path doesn't take is for the table to refuse.
        return route == null ? YES : decide(authentication, exchange, route.access());
    }

    private Mono<AuthorizationResult> besideRoutes(Mono<Authentication> authentication, ServerWebExchange exchange) {
        return SidePaths.find(exchange.getRequest().getPath().pathWithinApplication())
                .map(side -> side.fromHere() && RemoteAddress.isLoopback(exchange)
                        ? YES
                        : decide(authentication, exchange, side.access()))
                .orElseGet(() -> Mono.error(new ProblemException(WebProblem.NOT_FOUND)));
    }

    private static Mono<AuthorizationResult> decide(
            Mono<Authentication> authentication, ServerWebExchange exchange, Access access) {
        if (access.isPublic()) {
            return YES;
        }
        return authentication
                .cast(CallerAuthentication.class)
                .map(known -> decide(known.getPrincipal(), exchange, access))
                .defaultIfEmpty(NO);
    }

    private static AuthorizationResult decide(Caller caller, ServerWebExchange exchange, Access access) {
        Permit.of(caller, access).grant(exchange);
        return new AuthorizationDecision(caller.may(access));
    }
}
