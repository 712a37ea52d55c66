package io.groat.router.problem;

import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import io.groat.router.http.IdempotencyKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.util.StringUtils;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/** The one place where whatever went wrong with a request becomes a problem document. Before Boot's own handler. */
@Order(-2)
public final class ProblemHandler implements WebExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

    private final Problems problems;

    public ProblemHandler(Problems problems) {
        this.problems = problems;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        if (exchange.getResponse().isCommitted()) {
            return Mono.error(failure);
        }
        if (failure instanceof ProblemException known) {
            if (known.replayed()) {
                exchange.getResponse().getHeaders().set(IdempotencyKeys.REPLAYED, "true");
            }
            return problems.send(exchange, known.problem());
        }
        if (failure instanceof MethodNotAllowedException other) {
            exchange.getResponse().getHeaders().setAllow(other.getSupportedMethods());
        }
        return problems.send(exchange, Problem.of(refused(exchange, failure)));
    }

    private static Refused refused(ServerWebExchange exchange, Throwable failure) {
        if (failure instanceof RefusedException known) {
            logCause(exchange, known);
            return known.refused();
        }
        if (failure instanceof MethodNotAllowedException other) {
            return new Refused(
                    Refusal.METHOD_NOT_ALLOWED,
                    null,
                    "It takes "
                            + StringUtils.collectionToCommaDelimitedString(other.getSupportedMethods().stream()
                                    .map(HttpMethod::name)
                                    .sorted()
                                    .toList()));
        }
        if (failure instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
            return Refused.of(ofStatus(known.getStatusCode()));
        }
        return internal(exchange, failure);
    }

    /** What Spring itself refuses, before one of our handlers has the request. */
    private static Refusal ofStatus(HttpStatusCode status) {
        return switch (status.value()) {
            case 404 -> Refusal.NOT_FOUND;
            case 405 -> Refusal.METHOD_NOT_ALLOWED;
            case 406 -> Refusal.NOT_ACCEPTABLE;
            case 413 -> Refusal.BODY_TOO_LARGE;
            case 415 -> Refusal.UNSUPPORTED_MEDIA_TYPE;
            default -> Refusal.INVALID_FIELD;
        };
    }

    /** Nothing of what broke leaves the house but the number under which it is logged. */
    private static Refused internal(ServerWebExchange exchange, Throwable failure) {
        String trace = traceOf(exchange);
        LOG.error(
                "{} {} failed, trace {}",
                exchange.getRequest().getMethod(),
                exchange.getRequest().getPath(),
                trace,
                failure);
        return new Refused(Refusal.INTERNAL_ERROR, null, "It is in the log as trace " + trace);
    }

    private static void logCause(ServerWebExchange exchange, RefusedException known) {
        if (known.getCause() != null) {
            LOG.debug(
                    "{} {}: {}",
                    exchange.getRequest().getMethod(),
                    exchange.getRequest().getPath(),
                    known.getMessage(),
                    known.getCause());
        }
    }

    /** The trace id of W3C's traceparent header, else the request's own id. */
    private static String traceOf(ServerWebExchange exchange) {
        String parent = exchange.getRequest().getHeaders().getFirst("traceparent");
        String[] parts = parent == null ? new String[0] : parent.split("-", -1);
        return parts.length >= 4 && parts[1].matches("[0-9a-f]{32}")
                ? parts[1]
                : exchange.getRequest().getId();
    }
}
