package io.groat.web.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.fuzz.http.RawAnswer;
import io.groat.infra.fuzz.http.RawHttp;
import io.groat.infra.testservers.TestServers;
import io.groat.web.problem.WebProblem;
import java.time.Duration;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;

/** The {@link EdgeService} on a port of its own. */
final class RunningEdge implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static @Nullable RunningEdge shared;

    private final ConfigurableApplicationContext service;

    private RunningEdge(String... settings) {
        SpringApplication application = new SpringApplication(EdgeService.class);
        application.addInitializers(RunningEdge::withEventLoopsOfItsOwn);
        service = application.run(Stream.concat(
                        Stream.of(
                                "--spring.config.location=classpath:io/groat/web/defaults.yaml",
                                "--spring.application.name=edge",
                                "--server.port=0",
                                "--groat.access.jwks-uri=http://127.0.0.1:9/",
                                "--spring.data.redis.port="
                                        + TestServers.redis().port()),
                        Stream.of(settings))
                .toArray(String[]::new));
    }

    /** One that stops takes its event loops with it; they must not be those of the others. */
    private static void withEventLoopsOfItsOwn(ConfigurableApplicationContext context) {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        ((GenericApplicationContext) context).registerBean(ReactorResourceFactory.class, () -> resources);
    }

    /** The one that test classes share, with the settings that every service has. */
    static synchronized RunningEdge shared() {
        RunningEdge edge = shared;
        if (edge == null) {
            edge = new RunningEdge();
            shared = edge;
        }
        return edge;
    }

    /** One with settings of its own. */
    static RunningEdge with(String... settings) {
        return new RunningEdge(settings);
    }

    int port() {
        return Integer.parseInt(service.getEnvironment().getRequiredProperty("local.server.port"));
    }

    /** Whether it has such a part. */
    boolean has(Class<?> part) {
        return service.getBeanNamesForType(part).length > 0;
    }

    RawHttp client() {
        return new RawHttp("127.0.0.1", port(), PATIENCE);
    }

    /** A client of one that has a certificate. */
    RawHttp client(SocketFactory sockets) {
        return new RawHttp("127.0.0.1", port(), PATIENCE, sockets);
    }

    @Override
    public void close() {
        service.close();
    }

    static void assertProblem(RawAnswer answer, WebProblem code) {
        assertThat(answer.text()).contains("\"code\":\"" + code + "\"", "\"status\":" + code.status());
        assertThat(answer.status()).isEqualTo(code.status());
        assertThat(answer.isOf("application/problem+json")).isTrue();
    }
}
