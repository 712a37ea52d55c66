package io.groat.analytics.board;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The figures in memory. */
@Configuration(proxyBeanMethods = false)
class BoardConfiguration {

    @Bean
    Board board() {
        return new Board();
    }
}
