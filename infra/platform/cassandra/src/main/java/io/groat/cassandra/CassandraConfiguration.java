package io.groat.cassandra;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Cassandra, for each service that has this module on its class path. */
@AutoConfiguration
@EnableConfigurationProperties(CassandraSettings.class)
public class CassandraConfiguration {

    @Bean(destroyMethod = "stop")
    Cassandra cassandra(CassandraSettings settings) {
        return new Cassandra(settings);
    }

    @Bean
    CassandraStart cassandraStart(Cassandra cassandra) {
        return new CassandraStart(cassandra);
    }

    @Bean
    CassandraHealth cassandraHealthIndicator(Cassandra cassandra) {
        return new CassandraHealth(cassandra);
    }
}
