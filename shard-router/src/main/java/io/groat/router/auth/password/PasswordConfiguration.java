package io.groat.router.auth.password;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What passwords are hashed with. */
@Configuration(proxyBeanMethods = false)
class PasswordConfiguration {

    @Bean
    PasswordHasher passwordHasher(PasswordSettings settings, MeterRegistry meters) {
        return new PasswordHasher(settings, meters);
    }
}
