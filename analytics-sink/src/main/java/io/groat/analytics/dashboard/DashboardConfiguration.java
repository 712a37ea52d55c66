package io.groat.analytics.dashboard;

import io.groat.web.http.Routes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The page. */
@Configuration(proxyBeanMethods = false)
class DashboardConfiguration {

    @Bean
    Routes dashboardRoutes() {
        return new DashboardPage().routes();
    }
}
