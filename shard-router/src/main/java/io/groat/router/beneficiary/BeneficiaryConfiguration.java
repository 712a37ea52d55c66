package io.groat.router.beneficiary;

import io.groat.engine.AccountEngine;
import io.groat.engine.BeneficiaryEngine;
import io.groat.engine.ShardGateway;
import io.groat.router.audit.AuditLog;
import io.groat.router.http.SecondFactor;
import io.groat.web.http.Bodies;
import io.groat.web.http.Routes;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The calls about beneficiaries. */
@Configuration(proxyBeanMethods = false)
class BeneficiaryConfiguration {

    @Bean
    Routes beneficiaryRoutes(
            ShardGateway gateway,
            AccountEngine accounts,
            SecondFactor factor,
            AuditLog audit,
            Bodies bodies,
            InstantSource clock) {
        return new BeneficiaryCalls(new BeneficiaryEngine(gateway, accounts, clock), factor, audit, bodies).routes();
    }
}
