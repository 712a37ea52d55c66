package io.groat.notifier.template;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What messages say. */
@Configuration(proxyBeanMethods = false)
class TemplateConfiguration {

    @Bean
    Templates templates() {
        return new Templates();
    }
}
