package io.groat.fraud.tally;

import io.groat.cassandra.Cassandra;
import io.groat.fraud.score.ScoreStore;
import io.groat.fraud.serving.ModelLibrary;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What models make of payments, counted. */
@Configuration(proxyBeanMethods = false)
class TallyConfiguration {

    @Bean
    TallyStore tallyStore(Cassandra cassandra) {
        return new TallyStore(cassandra);
    }

    @Bean
    Tallies tallies(TallyStore store, ModelLibrary models, ScoreStore scores) {
        return new Tallies(store, models, scores);
    }
}
