package io.groat.fraud.list;

import io.groat.cassandra.Cassandra;
import io.groat.fraud.state.VersionRefresh;
import io.groat.fraud.state.Versions;
import io.groat.web.http.Bodies;
import io.groat.web.http.Routes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The lists of who is let through and who is not. */
@Configuration(proxyBeanMethods = false)
class ListConfiguration {

    @Bean
    ListStore listStore(Cassandra cassandra) {
        return new ListStore(cassandra);
    }

    @Bean
    Routes listRoutes(ListStore store, Versions versions, VersionRefresh refresh, Bodies bodies) {
        return new ListCalls(store, versions, refresh::now, bodies).routes();
    }
}
