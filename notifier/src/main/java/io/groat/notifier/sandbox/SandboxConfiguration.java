package io.groat.notifier.sandbox;

import io.groat.cassandra.Cassandra;
import io.groat.web.http.Routes;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** In the local profile: what would have been sent. */
@Configuration(proxyBeanMethods = false)
@Profile("local")
class SandboxConfiguration {

    @Bean
    Sandbox sandbox(Cassandra cassandra, InstantSource clock) {
        return new Sandbox(cassandra, clock);
    }

    @Bean
    Routes sandboxRoutes(Sandbox sandbox) {
        return new SandboxCalls(sandbox).routes();
    }
}
