package io.groat.router.refund;

import io.groat.engine.RefundEngine;
import io.groat.router.audit.AuditLog;
import io.groat.router.transfer.TransferMeters;
import io.groat.web.http.Bodies;
import io.groat.web.http.Routes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The calls that give money back. */
@Configuration(proxyBeanMethods = false)
class RefundConfiguration {

    @Bean
    Routes refundRoutes(RefundEngine engine, TransferMeters meters, AuditLog audit, Bodies bodies) {
        return new RefundCalls(engine, meters, audit, bodies).routes();
    }
}
