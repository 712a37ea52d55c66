package io.groat.fraud.serving;

import io.groat.cassandra.Cassandra;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Models that are kept. */
@Configuration(proxyBeanMethods = false)
class ServingConfiguration {

    @Bean
    ModelStore modelStore(Cassandra cassandra) {
        return new ModelStore(cassandra);
    }

    @Bean
    CurrentModels currentModels(ModelStore models) {
        return new CurrentModels(models);
    }

    @Bean
    ModelLibrary modelLibrary(ModelStore models) {
        return new ModelLibrary(models);
    }
}
