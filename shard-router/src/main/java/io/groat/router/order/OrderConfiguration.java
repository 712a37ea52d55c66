package io.groat.router.order;

import io.groat.engine.OrderEngine;
import io.groat.engine.PayoutEngine;
import io.groat.web.http.Bodies;
import io.groat.web.http.Routes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The calls about orders. */
@Configuration(proxyBeanMethods = false)
class OrderConfiguration {

    @Bean
    OrderCalls orderCalls(OrderEngine engine, Bodies bodies) {
        return new OrderCalls(engine, bodies);
    }

    @Bean
    Routes orderRoutes(OrderCalls calls) {
        return calls.routes();
    }

    @Bean
    Routes shortOrderRoutes(OrderCalls calls, PayoutEngine payouts, Bodies bodies) {
        return new ShortOrderCalls(calls, payouts, bodies).routes();
    }
}
