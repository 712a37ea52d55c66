package io.groat.web.config;

import io.groat.web.health.HealthCall;
import io.groat.web.health.ServiceIdentity;
import io.groat.web.http.Bodies;
import io.groat.web.http.DroppedErrors;
import io.groat.web.http.HeapResponse;
import io.groat.web.http.HttpSettings;
import io.groat.web.http.ProblemHandler;
import io.groat.web.http.Problems;
import io.groat.web.http.RouteTable;
import io.groat.web.http.Routes;
import io.groat.web.problem.ProblemTranslator;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.webflux.autoconfigure.WebHttpHandlerBuilderCustomizer;
import org.springframework.context.annotation.Bean;

/** The conventions, for each service that has this module on its class path. It adds its {@link Routes}. */
@AutoConfiguration
@EnableConfigurationProperties(HttpSettings.class)
public class WebConfiguration {

    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

    WebConfiguration() {
        DroppedErrors.logOurs();
    }

    /** A busy machine may take longer to close a port than the server's own limit, which fails an orderly stop. */
    @Bean
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> patientStop() {
        return server -> server.setLifecycleTimeout(LONGEST_STOP);
    }

    /** No answer shares a buffer with another. */
    @Bean
    WebHttpHandlerBuilderCustomizer heapResponses() {
        return builder -> builder.httpHandlerDecorator(
                handler -> (request, response) -> handler.handle(request, new HeapResponse(response)));
    }

    @Bean
    Problems problems(MeterRegistry meters) {
        return new Problems(meters);
    }

    @Bean
    ProblemHandler problemHandler(Problems problems, ObjectProvider<ProblemTranslator> translators) {
        return new ProblemHandler(problems, translators.orderedStream().toList());
    }

    @Bean
    Bodies bodies(HttpSettings settings) {
        return new Bodies(settings);
    }

    @Bean
    ServiceIdentity serviceIdentity(BuildProperties build) {
        return new ServiceIdentity(build.getArtifact(), build.getVersion(), Instant.now());
    }

    /** A service that knows better than its indicators has a bean of this name. */
    @Bean
    @ConditionalOnMissingBean(name = "healthRoutes")
    Routes healthRoutes(HealthEndpoint indicators, ServiceIdentity identity) {
        return Routes.of(new HealthCall(indicators, identity).route());
    }

    @Bean
    RouteTable routeTable(ObjectProvider<Routes> routes) {
        return new RouteTable(
                routes.stream().flatMap(part -> part.all().stream()).toList());
    }
}
