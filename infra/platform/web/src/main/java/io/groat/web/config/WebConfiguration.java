package io.groat.web.config;

import io.groat.web.health.HealthCall;
import io.groat.web.health.ServiceIdentity;
import io.groat.web.http.BareRefusals;
import io.groat.web.http.Bodies;
import io.groat.web.http.BodiesWithoutUpgrade;
import io.groat.web.http.DroppedErrors;
import io.groat.web.http.EarlyRefusal;
import io.groat.web.http.HeadResponse;
import io.groat.web.http.HeapResponse;
import io.groat.web.http.HttpSettings;
import io.groat.web.http.ProblemHandler;
import io.groat.web.http.Problems;
import io.groat.web.http.RouteTable;
import io.groat.web.http.Routes;
import io.groat.web.http.UnreadableAccept;
import io.groat.web.problem.ProblemTranslator;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.webflux.autoconfigure.WebHttpHandlerBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.resources.LoopResources;

/** The conventions, for each service that has this module on its class path. It adds its {@link Routes}. */
@AutoConfiguration
@EnableConfigurationProperties(HttpSettings.class)
public class WebConfiguration {

    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

    WebConfiguration() {
        DroppedErrors.logOurs();
    }

    /**
     * A busy machine may take longer to close a port than the server's own limit, which fails an orderly stop. Where a
     * request comes from is for {@link io.groat.web.guard.ProxyFilter} alone to say, whatever Boot's setting wants.
     */
    @Bean
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> serverConventions(
            Problems problems, ObjectProvider<EarlyRefusal> early) {
        return server -> {
            server.setLifecycleTimeout(LONGEST_STOP);
            server.setUseForwardHeaders(false);
            server.addServerCustomizers(
                    new BareRefusals(problems, early.orderedStream().toList()), new BodiesWithoutUpgrade());
        };
    }

    /**
     * Gives this service threads and connections of its own, which end one after the other: connections first. Those of
     * the whole process, the default, end at once, and when a thread ends before a connection that it serves, the stop
     * waits for that one's end for ever.
     */
    @Bean
    static BeanPostProcessor ownThreads() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof ReactorResourceFactory resources) {
                    resources.setUseGlobalResources(false);
                    resources.setLoopResourcesSupplier(() -> LoopResources.create("reactor-http"));
                }
                return bean;
            }
        };
    }

    /** No answer shares a buffer with another. */
    @Bean
    WebHttpHandlerBuilderCustomizer heapResponses() {
        return builder -> builder.httpHandlerDecorator(handler -> (request, response) -> {
            boolean head = HttpMethod.HEAD.equals(request.getMethod());
            return handler.handle(request, new HeapResponse(head ? new HeadResponse(response) : response));
        });
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
    UnreadableAccept unreadableAccept(RouteTable routes) {
        return new UnreadableAccept(routes);
    }

    @Bean
    RouteTable routeTable(ObjectProvider<Routes> routes) {
        return new RouteTable(
                routes.stream().flatMap(part -> part.all().stream()).toList());
    }
}
