package io.groat.fraud.risk;

import io.groat.fraud.score.CurrentScorer;
import io.groat.web.redis.RedisLink;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Payers' scores where the router finds them. */
@Configuration(proxyBeanMethods = false)
class RiskConfiguration {

    @Bean(initMethod = "start", destroyMethod = "stop")
    RiskCache riskCache(RedisLink redis, CurrentScorer scorer) {
        RiskCache risk = new RiskCache(redis, scorer::lists);
        scorer.onListsChanged(risk::listed);
        return risk;
    }
}
