package io.groat.web.edge;

import io.groat.web.access.Access;
import io.groat.web.access.Limit;
import io.groat.web.access.Rate;
import io.groat.web.guard.RemoteAddress;
import io.groat.web.http.Answer;
import io.groat.web.http.Bodies;
import io.groat.web.http.Call;
import io.groat.web.http.Negotiation;
import io.groat.web.http.Parameters;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.json.JsonBody;
import io.groat.web.json.JsonText;
import io.groat.web.trace.Traces;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A service with a call of each sort, and nothing behind them. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class EdgeService {

    private static final MediaType CSV = MediaType.parseMediaType("text/csv");
    private static final Access ALL =
            Access.PUBLIC.limited(new Limit("edge", Rate.UNLIMITED, Rate.UNLIMITED, Rate.parse("100000/m"), false));

    @Bean
    BuildProperties build() {
        return new BuildProperties(new Properties());
    }

    @Bean
    Routes edgeRoutes(Bodies bodies) {
        return Routes.of(
                route(Route.get("/v1/things", ALL), EdgeService::things),
                route(Route.get("/v1/things/{id}", ALL), request -> said("id", request.pathVariable("id"))),
                route(
                        Route.post("/v1/things", ALL),
                        request -> bodies.json(request)
                                .map(JsonText::object)
                                .flatMap(fields -> said("name", fields.text("name")))),
                route(Route.get("/v1/from", ALL), request -> said("from", RemoteAddress.of(request.exchange()))),
                route(
                        Route.get("/v1/elsewhere", ALL),
                        request -> Mono.fromSupplier(() -> "elsewhere")
                                .subscribeOn(Schedulers.boundedElastic())
                                .flatMap(where -> said("where", where))),
                route(
                        Route.get("/v1/bare", ALL),
                        request -> ServerResponse.status(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
                                .contentLength(1_000)
                                .build()),
                route(
                        Route.get("/v1/broken", ALL),
                        request -> Mono.error(new IllegalStateException("it broke for the test"))),
                route(
                        Route.get("/v1/trace", ALL),
                        request -> Traces.with(trace -> said("trace", String.valueOf(trace)))
                                .subscribeOn(Schedulers.boundedElastic())),
                route(Route.get("/v1/stream", ALL), EdgeService::stream));
    }

    /** What is said of these calls is told to nobody. */
    private static Route route(Call<Void> call, HandlerFunction<ServerResponse> handler) {
        return call.named("things", "thing", "A thing")
                .givesText(200, MediaType.TEXT_PLAIN, "Something")
                .by(handler);
    }

    private static Mono<ServerResponse> things(ServerRequest request) {
        boolean csv =
                Negotiation.choose(request, MediaType.APPLICATION_JSON, CSV).equals(CSV);
        return csv
                ? ServerResponse.ok().contentType(CSV).bodyValue("limit\r\n")
                : said("limit", Integer.toString(Parameters.limit(request)));
    }

    /** One event at once, and no end. */
    private static Mono<ServerResponse> stream(ServerRequest request) {
        Negotiation.require(request, MediaType.TEXT_EVENT_STREAM);
        @Nullable String seen = Parameters.header(request, "Last-Event-ID");
        return ServerResponse.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .body((answer, context) -> answer.writeAndFlushWith(Flux.concat(
                                Flux.just("data: " + (seen == null ? "all" : "after " + seen) + "\n\n"), Flux.never())
                        .map(text -> Mono.just(
                                DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(StandardCharsets.UTF_8))))));
    }

    private static Mono<ServerResponse> said(String name, String value) {
        JsonBody body = json -> {
            json.writeStartObject();
            json.writeStringProperty(name, value);
            json.writeEndObject();
        };
        return Answer.ok(body);
    }
}
