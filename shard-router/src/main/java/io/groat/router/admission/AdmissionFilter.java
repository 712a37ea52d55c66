package io.groat.router.admission;

import io.groat.web.http.EarlyRefusal;
import io.groat.web.http.Problems;
import io.groat.web.http.RouteTable;
import io.groat.web.problem.Problem;
import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/**
 * The door for calls that move money. Whoever is too many is told so before their token is looked at or their body read,
 * with a time to come again that differs, so that they don't come together. All other calls pass: health is asked when
 * the machine is busy.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 2) // After the headers of every answer and those for browsers, before security.
final class AdmissionFilter implements WebFilter, EarlyRefusal {

    private static final String TRANSFERS = "/v1/transfers";
    /** Each call whose request happens once under a key, which is what moves or reserves money. */
    static final Set<String> SINGLE = Set.of(
            TRANSFERS,
            "/transfer/{from_user}/{to_user}/{amount}",
            "/v1/transfers/{id}/refunds",
            "/v1/transfers/{id}/reversal",
            "/v1/holds",
            "/v1/holds/{id}/captures",
            "/v1/holds/{id}/increments",
            "/v1/orders",
            "/v1/orders/{id}/refunds",
            "/v1/payouts",
            "/payments/create-order",
            "/payments/refund",
            "/v1/deposits",
            "/v1/withdrawals");

    private static final Set<String> MANY = Set.of("/v1/transfers/batch", "/v1/transfers/stream");
    private static final Problem TOO_MANY = Problem.of(WebProblem.OVERLOADED);
    private static final int LONGEST_WAIT = 3;

    private final RouteTable routes;
    private final Problems problems;
    private final Admission single;
    private final int mostCalls;
    private final AtomicInteger calls = new AtomicInteger();

    public AdmissionFilter(RouteTable routes, Problems problems, AdmissionSettings settings, MeterRegistry meters) {
        this(routes, problems, new Admission("transfers", settings, System::nanoTime, meters), settings.calls());
    }

    AdmissionFilter(RouteTable routes, Problems problems, Admission single, int mostCalls) {
        this.routes = routes;
        this.problems = problems;
        this.single = single;
        this.mostCalls = mostCalls;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        RouteTable.Match match = routes.match(exchange);
        if (match == null || match.route() == null) {
            return chain.filter(exchange);
        }
        if (!HttpMethod.POST.equals(match.route().method())) {
            return chain.filter(exchange);
        }
        String pattern = match.route().pattern();
        if (SINGLE.contains(pattern)) {
            return oneTransfer(exchange, chain);
        }
        return MANY.contains(pattern) ? manyTransfers(exchange, chain) : chain.filter(exchange);
    }

    /** While there is no room. Browsers are told by the filter, after the headers that let them read it. */
    @Override
    public @Nullable Refusal of(HttpRequest head) {
        boolean transfer = head.uri().equals(TRANSFERS) && head.method().name().equals(HttpMethod.POST.name());
        if (!transfer || head.headers().contains(HttpHeaders.ORIGIN) || !single.full()) {
            return null;
        }
        single.refuse();
        return new Refusal(TOO_MANY, comeAgain());
    }

    private Mono<Void> oneTransfer(ServerWebExchange exchange, WebFilterChain chain) {
        Admission.Permit permit = single.enter();
        if (permit == null) {
            single.refuse();
            return sendAway(exchange);
        }
        return chain.filter(exchange)
                .doOnError(failure -> endBy(permit, failure))
                .doFinally(
                        signal -> endBy(permit, signal, exchange.getResponse().getStatusCode()));
    }

    /** A call of many lines takes as long as it has lines: those are let in one by one. */
    private Mono<Void> manyTransfers(ServerWebExchange exchange, WebFilterChain chain) {
        if (calls.incrementAndGet() > mostCalls) {
            calls.decrementAndGet();
            single.refuse();
            return sendAway(exchange);
        }
        return chain.filter(exchange).doFinally(signal -> calls.decrementAndGet());
    }

    private Mono<Void> sendAway(ServerWebExchange exchange) {
        return problems.send(exchange, TOO_MANY, comeAgain());
    }

    private static Map<String, String> comeAgain() {
        int seconds = 1 + ThreadLocalRandom.current().nextInt(LONGEST_WAIT);
        return Map.of(HttpHeaders.RETRY_AFTER, Integer.toString(seconds));
    }

    /** A 202 and an outage take as long as the shard is away, which says nothing about this machine. */
    private static void endBy(Admission.Permit permit, SignalType signal, @Nullable HttpStatusCode status) {
        if (signal == SignalType.ON_COMPLETE && HttpStatus.CREATED.equals(status)) {
            permit.done();
        } else {
            permit.unknown();
        }
    }

    /** A refusal that the payer's shard decided took its way through the lane as a payment does. */
    private static void endBy(Admission.Permit permit, Throwable failure) {
        if (failure instanceof ProblemException refused
                && refused.problem().status() == HttpStatus.UNPROCESSABLE_CONTENT.value()) {
            permit.done();
        }
    }
}
