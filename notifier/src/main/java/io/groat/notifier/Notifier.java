package io.groat.notifier;

import static org.springframework.http.HttpStatus.OK;
import static org.springframework.http.HttpStatus.SERVICE_UNAVAILABLE;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The notifier: tells people and partners what happened to their payments. */
@SpringBootApplication(proxyBeanMethods = false)
public class Notifier {
    public static void main(String[] arguments) {
        SpringApplication.run(Notifier.class, arguments);
    }

    private record Health(
            String status,
            @Nullable String service,
            @Nullable String version,
            Instant startedAt) {}

    /**
     * {@code GET /health}: 200 while the service can work, 503 otherwise. Actuator's indicators decide, so the answer
     * covers each part the service comes to depend on.
     */
    @Bean
    RouterFunction<ServerResponse> health(HealthEndpoint indicators, BuildProperties build) {
        Instant startedAt = Instant.now();
        return route().GET(
                        "/health",
                        request -> statusOf(indicators)
                                .flatMap(status -> ServerResponse.status(
                                                status.equals(Status.UP) ? OK : SERVICE_UNAVAILABLE)
                                        .bodyValue(new Health(
                                                status.getCode(), build.getArtifact(), build.getVersion(), startedAt))))
                .build();
    }

    /** An indicator may wait for the part it asks, which an event loop must not. */
    private static Mono<Status> statusOf(HealthEndpoint indicators) {
        return Mono.fromCallable(() -> indicators.health().getStatus()).subscribeOn(Schedulers.boundedElastic());
    }
}
