package io.groat.router.dispute;

import io.groat.engine.DisputeEngine;
import io.groat.web.http.Routes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The calls about disputes. */
@Configuration(proxyBeanMethods = false)
class DisputeConfiguration {

    @Bean
    Routes disputeRoutes(DisputeEngine engine) {
        return new DisputeCalls(engine).routes();
    }
}
