package io.groat.router.payout;

import io.groat.engine.DestinationEngine;
import io.groat.engine.OrderEngine;
import io.groat.engine.PayoutEngine;
import io.groat.router.audit.AuditLog;
import io.groat.router.gateway.Vault;
import io.groat.router.http.SecondFactor;
import io.groat.web.http.Bodies;
import io.groat.web.http.Routes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The calls about money that goes out. */
@Configuration(proxyBeanMethods = false)
class PayoutConfiguration {

    @Bean
    Routes payoutRoutes(PayoutEngine engine, OrderEngine orders, AuditLog audit, Bodies bodies) {
        return new PayoutCalls(engine, orders, audit, bodies).routes();
    }

    @Bean
    Routes destinationRoutes(
            DestinationEngine engine, Vault vault, SecondFactor factor, AuditLog audit, Bodies bodies) {
        return new DestinationCalls(engine, vault, factor, audit, bodies).routes();
    }
}
