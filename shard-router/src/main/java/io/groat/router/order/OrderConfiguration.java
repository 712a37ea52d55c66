package io.groat.router.order;

import io.groat.engine.OrderEngine;
import io.groat.web.http.Bodies;
import io.groat.web.http.Routes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The calls about orders. */
@Configuration(proxyBeanMethods = false)
class OrderConfiguration {

    @Bean
    Routes orderRoutes(OrderEngine engine, Bodies bodies) {
        return new OrderCalls(engine, bodies).routes();
    }
}
