package io.groat.router.access;

import io.groat.web.access.Access;
import io.groat.web.access.Permit;
import io.groat.web.access.Role;
import io.groat.web.access.Scope;
import io.groat.web.http.Answer;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** A service beside the router, which knows no keys itself: it says who calls. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class OtherService {

    @Bean
    Routes whoRoutes() {
        return Routes.of(Route.get(
                "/who",
                Access.of(Scope.REVIEWS_READ, Role.ANALYST, Role.USER),
                request -> Answer.ok(json -> {
                    json.writeStartObject();
                    json.writeStringProperty(
                            "caller", Permit.of(request).caller().text());
                    json.writeEndObject();
                })));
    }
}
