package io.groat.router.admin;

import io.groat.web.http.Routes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The operators' page. */
@Configuration(proxyBeanMethods = false)
class AdminConfiguration {

    @Bean
    Routes adminPageRoutes() {
        return new AdminPage().routes();
    }
}
