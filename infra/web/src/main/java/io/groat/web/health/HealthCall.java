package io.groat.web.health;

import io.groat.web.access.Access;
import io.groat.web.http.Answer;
import io.groat.web.http.Route;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Says whether the service can work: 200 while it can, 503 otherwise. Actuator's indicators decide, so the answer
 * covers each part that the service comes to depend on.
 */
public final class HealthCall {

    private final HealthEndpoint indicators;
    private final ServiceIdentity identity;

    public HealthCall(HealthEndpoint indicators, ServiceIdentity identity) {
        this.indicators = indicators;
        this.identity = identity;
    }

    public Route route() {
        return Route.get("/health", Access.PUBLIC, this::health);
    }

    private Mono<ServerResponse> health(ServerRequest request) {
        return status().flatMap(status -> Answer.of(status.equals(Status.UP) ? 200 : 503, headers -> {}, json -> {
            json.writeStartObject();
            json.writeStringProperty("status", status.getCode());
            identity.writeMembers(json);
            json.writeEndObject();
        }));
    }

    /** An indicator may wait for the part it asks, which an event loop must not. */
    private Mono<Status> status() {
        return Mono.fromCallable(() -> indicators.health().getStatus()).subscribeOn(Schedulers.boundedElastic());
    }
}
