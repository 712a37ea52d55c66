package io.groat.analytics.cache;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The figures in memory. */
@Configuration(proxyBeanMethods = false)
class CacheConfiguration {

    @Bean
    FigureCache cache() {
        return new FigureCache();
    }
}
