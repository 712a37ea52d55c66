package io.groat.web.http;

import io.groat.event.TraceLog;
import io.groat.event.TraceParent;
import io.groat.web.problem.Problem;
import io.groat.web.problem.ProblemCode;
import io.groat.web.problem.ProblemTranslator;
import io.groat.web.problem.WebProblem;
import io.groat.web.trace.Traces;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Sends problems, and counts them by code. */
public final class Problems {

    private final MeterRegistry meters;
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();

    public Problems(MeterRegistry meters) {
        this.meters = meters;
        for (WebProblem code : WebProblem.values()) {
            register(code);
        }
    }

    /**
     * A service's own problems, all among the counters from the start, where one of its failures becomes a problem: that
     * what it stores cannot be reached.
     *
     * @param isAway whether a failure says so
     */
    public ProblemTranslator ofStore(
            List<? extends ProblemCode> codes, Predicate<Throwable> isAway, ProblemCode whenAway) {
        codes.forEach(this::register);
        return failure -> isAway.test(failure) ? Problem.of(whenAway) : null;
    }

    /** Shows a code among the counters before it occurs; others join them when they do. */
    public void register(ProblemCode code) {
        counter(code.name());
    }

    /** Counts a problem that goes out as one of many in an answer. */
    public void count(Problem problem) {
        counter(problem.code().name()).increment();
    }

    /** Sends the problem as the whole answer, with the id of its trace. */
    public Mono<Void> send(ServerWebExchange exchange, Problem problem, Map<String, String> headers) {
        count(problem);
        String path = exchange.getRequest().getPath().value();
        TraceParent trace = Traces.of(exchange);
        return Answer.write(
                exchange,
                problem.status(),
                MediaType.APPLICATION_PROBLEM_JSON,
                answer -> addHeaders(answer, problem, headers),
                json -> {
                    json.writeStartObject();
                    problem.writeMembers(json, path);
                    if (trace != null) {
                        json.writeStringProperty(TraceLog.KEY, trace.traceId());
                    }
                    json.writeEndObject();
                });
    }

    private static void addHeaders(HttpHeaders answer, Problem problem, Map<String, String> headers) {
        if (problem.status() == 429 || problem.status() == 503) {
            answer.set(HttpHeaders.RETRY_AFTER, "1");
        }
        headers.forEach(answer::set);
    }

    private Counter counter(String code) {
        return counters.computeIfAbsent(
                code,
                name -> Counter.builder("groat.refusals")
                        .description("Requests refused, by problem code")
                        .tag("code", name)
                        .register(meters));
    }
}
