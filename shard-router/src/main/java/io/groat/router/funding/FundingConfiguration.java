package io.groat.router.funding;

import io.groat.account.AccountDirectory;
import io.groat.engine.FundingEngine;
import io.groat.engine.ShardGateway;
import io.groat.router.transfer.TransferMeters;
import io.groat.web.http.Bodies;
import io.groat.web.http.Routes;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The calls that bring money in and take it out. */
@Configuration(proxyBeanMethods = false)
class FundingConfiguration {

    @Bean
    FundingEngine fundingEngine(ShardGateway gateway, AccountDirectory directory, InstantSource clock) {
        return new FundingEngine(gateway, directory, clock);
    }

    @Bean
    Routes fundingRoutes(FundingEngine engine, TransferMeters meters, Bodies bodies) {
        return new FundingCalls(engine, meters, bodies).routes();
    }
}
