package io.groat.web.http;

import io.groat.event.TraceLog;
import io.groat.event.TraceParent;
import io.groat.web.problem.Problem;
import io.groat.web.problem.ProblemException;
import io.groat.web.problem.ProblemTranslator;
import io.groat.web.problem.WebProblem;
import io.groat.web.trace.Traces;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;

/** The one place where whatever went wrong with a request becomes a problem document. Before Boot's own handler. */
@Order(-2)
public final class ProblemHandler implements WebExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

    private final Problems problems;
    private final List<ProblemTranslator> translators;

    /** @param translators asked in their order for a failure that is no problem by itself */
    public ProblemHandler(Problems problems, List<ProblemTranslator> translators) {
        this.problems = problems;
        this.translators = List.copyOf(translators);
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        if (exchange.getResponse().isCommitted()) {
            return Mono.error(failure);
        }
        if (failure instanceof ProblemException known) {
            return problems.send(exchange, known.problem(), known.headers());
        }
        if (failure instanceof MethodNotAllowedException other) {
            exchange.getResponse().getHeaders().setAllow(other.getSupportedMethods());
        }
        return problems.send(exchange, problem(exchange, failure), Map.of());
    }

    private Problem problem(ServerWebExchange exchange, Throwable failure) {
        Problem known = translated(failure);
        if (known != null) {
            logCause(exchange, failure);
            return known;
        }
        if (failure instanceof MethodNotAllowedException other) {
            return Problem.of(
                    WebProblem.METHOD_NOT_ALLOWED,
                    null,
                    "It takes "
                            + StringUtils.collectionToCommaDelimitedString(other.getSupportedMethods().stream()
                                    .map(HttpMethod::name)
                                    .sorted()
                                    .toList()));
        }
        if (failure instanceof ErrorResponse refused && refused.getStatusCode().is4xxClientError()) {
            return Problem.of(ofStatus(refused.getStatusCode()));
        }
        return internal(exchange, failure);
    }

    private @Nullable Problem translated(Throwable failure) {
        for (ProblemTranslator translator : translators) {
            Problem problem = translator.translate(failure);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    /** What Spring itself refuses, before one of our handlers has the request. */
    private static WebProblem ofStatus(HttpStatusCode status) {
        return switch (status.value()) {
            case 404 -> WebProblem.NOT_FOUND;
            case 405 -> WebProblem.METHOD_NOT_ALLOWED;
            case 406 -> WebProblem.NOT_ACCEPTABLE;
            case 413 -> WebProblem.BODY_TOO_LARGE;
            case 415 -> WebProblem.UNSUPPORTED_MEDIA_TYPE;
            default -> WebProblem.INVALID_FIELD;
        };
    }

    /** Nothing of what broke leaves the house but the number under which it is logged. */
    private static Problem internal(ServerWebExchange exchange, Throwable failure) {
        TraceParent trace = Traces.of(exchange);
        TraceLog.about(trace, () -> logBroken(exchange, failure));
        return Problem.of(
                WebProblem.INTERNAL_ERROR, null, trace == null ? null : "It is in the log as trace " + trace.traceId());
    }

    private static void logBroken(ServerWebExchange exchange, Throwable failure) {
        if (isHungUp(failure)) {
            LOG.debug("{} {}: the client hung up", method(exchange), path(exchange), failure);
        } else {
            LOG.error("{} {} failed", method(exchange), path(exchange), failure);
        }
    }

    /**
     * Whether the client has gone in the middle of its request: then nothing is broken. Only the failure itself is looked
     * at, for a database whose connection was reset says the same in its cause. It is answered like any other, since
     * who has gone doesn't hear it.
     */
    private static boolean isHungUp(Throwable failure) {
        return (failure instanceof IOException || failure instanceof AbortedException)
                && DisconnectedClientHelper.isClientDisconnectedException(failure);
    }

    private static HttpMethod method(ServerWebExchange exchange) {
        return exchange.getRequest().getMethod();
    }

    private static String path(ServerWebExchange exchange) {
        return exchange.getRequest().getPath().value();
    }

    private static void logCause(ServerWebExchange exchange, Throwable known) {
        if (known.getCause() != null) {
            TraceLog.about(
                    Traces.of(exchange),
                    () -> LOG.debug(
                            "{} {}: {}", method(exchange), path(exchange), known.getMessage(), known.getCause()));
        }
    }
}
