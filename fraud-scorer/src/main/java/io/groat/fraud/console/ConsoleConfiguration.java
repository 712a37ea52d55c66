package io.groat.fraud.console;

import io.groat.web.http.Routes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The analysts' page. */
@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration {

    @Bean
    Routes consoleRoutes() {
        return new ConsolePage().routes();
    }
}
