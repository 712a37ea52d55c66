package io.groat.router.problem;

import io.groat.refusal.Refusal;
import io.groat.router.http.Answer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Sends problems, and counts them by code. */
public final class Problems {

    private final Map<Refusal, Counter> counters = new EnumMap<>(Refusal.class);

    public Problems(MeterRegistry meters) {
        for (Refusal refusal : Refusal.values()) {
            counters.put(
                    refusal,
                    Counter.builder("groat.refusals")
                            .description("Requests refused, by problem code")
                            .tag("code", refusal.name())
                            .register(meters));
        }
    }

    /** Counts a problem that goes out as one of many in an answer. */
    public void count(Problem problem) {
        Counter counter = counters.get(problem.refusal());
        if (counter != null) {
            counter.increment();
        }
    }

    /** Sends the problem as the whole answer. */
    public Mono<Void> send(ServerWebExchange exchange, Problem problem) {
        count(problem);
        String path = exchange.getRequest().getPath().value();
        return Answer.write(
                exchange,
                problem.status(),
                MediaType.APPLICATION_PROBLEM_JSON,
                headers -> addHeaders(headers, problem),
                json -> {
                    json.writeStartObject();
                    problem.writeMembers(json, path);
                    json.writeEndObject();
                });
    }

    private static void addHeaders(HttpHeaders headers, Problem problem) {
        if (problem.status() == 429 || problem.status() == 503) {
            headers.set(HttpHeaders.RETRY_AFTER, "1");
        }
    }
}
