package io.groat.web.health;

import io.groat.web.access.Access;
import io.groat.web.http.Answer;
import io.groat.web.http.Route;
import io.groat.web.json.JsonWords;
import io.groat.web.shape.Doc;
import io.groat.web.shape.Flat;
import io.groat.web.shape.LeftOut;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.actuate.endpoint.CompositeHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.IndicatedHealthDescriptor;
import org.springframework.boot.health.contributor.Status;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.core.JsonGenerator;

/**
 * Says whether the service can work: 200 while it can, 503 otherwise. Actuator's indicators decide, so the answer
 * covers each part that the service comes to depend on.
 */
public final class HealthCall {

    private static final Set<String> OF_EVERY_SERVICE = Set.of("livenessState", "readinessState", "ping");

    private final HealthEndpoint indicators;
    private final ServiceIdentity identity;

    public HealthCall(HealthEndpoint indicators, ServiceIdentity identity) {
        this.indicators = indicators;
        this.identity = identity;
    }

    public Route route() {
        return Route.get("/health", Access.PUBLIC)
                .named("operations", "getHealth", "Whether the service can work")
                .gives(200, HealthView.class, "It can")
                .showing(ServiceView.example(identity, "UP"))
                .gives(503, HealthView.class, "It can't, and what is wrong")
                .showing(ServiceView.example(identity, "DOWN"))
                .by(this::health);
    }

    /** What is answered. Written by hand, for a part may say nothing at all of its reason. */
    @Doc("Whether the service can work")
    record HealthView(
            @Doc(example = "UP") String status,
            @Flat ServiceView service,

            @Doc("What the service depends on, by name; not there when that is nothing") @LeftOut
            Map<String, HealthPartView> parts) {}

    /** A thing that the service depends on. */
    record HealthPartView(
            @Doc(example = "UP") String status,
            @Flat @Nullable HealthReasonView reason) {}

    /** What is known of it. */
    record HealthReasonView(
            @Doc("What is wrong with it, where it is known") @Nullable
            String reason) {}

    private Mono<ServerResponse> health(ServerRequest request) {
        return indicated().flatMap(health -> {
            Status status = health.getStatus();
            return Answer.of(status.equals(Status.UP) ? 200 : 503, headers -> {}, json -> {
                json.writeStartObject();
                json.writeStringProperty("status", status.getCode());
                identity.writeMembers(json);
                writeParts(json, health);
                json.writeEndObject();
            });
        });
    }

    /** The parts that the service depends on, each with what is wrong with it; left out when there are none. */
    private static void writeParts(JsonGenerator json, HealthDescriptor health) {
        if (!(health instanceof CompositeHealthDescriptor composite)) {
            return;
        }
        Map<String, HealthDescriptor> parts = new TreeMap<>(composite.getComponents());
        parts.keySet().removeAll(OF_EVERY_SERVICE);
        if (parts.isEmpty()) {
            return;
        }
        json.writeObjectPropertyStart("parts");
        parts.forEach((name, part) -> {
            json.writeObjectPropertyStart(name);
            json.writeStringProperty("status", part.getStatus().getCode());
            if (part instanceof IndicatedHealthDescriptor indicated && indicated.getDetails() != null) {
                Object reason = indicated.getDetails().get("reason");
                JsonWords.text(json, "reason", reason == null ? null : reason.toString());
            }
            json.writeEndObject();
        });
        json.writeEndObject();
    }

    /** An indicator may wait for the part it asks, which an event loop must not. */
    private Mono<HealthDescriptor> indicated() {
        return Mono.fromCallable(indicators::health).subscribeOn(Schedulers.boundedElastic());
    }
}
