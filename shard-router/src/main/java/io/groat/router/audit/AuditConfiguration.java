package io.groat.router.audit;

import io.groat.engine.ShardGateway;
import io.groat.web.http.Routes;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The audit log, and its calls. */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

    @Bean
    AuditLog auditLog(ShardGateway gateway, InstantSource clock) {
        return new AuditLog(gateway, clock);
    }

    @Bean
    Routes auditRoutes(AuditLog audit) {
        return new AuditCalls(audit).routes();
    }
}
