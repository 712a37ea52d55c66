package io.groat.router.auth.trail;

import io.groat.router.audit.AuditLog;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is noted of what users do. */
@Configuration(proxyBeanMethods = false)
class TrailConfiguration {

    @Bean
    AuthTrail authTrail(AuditLog audit) {
        return new AuthTrail(audit);
    }
}
