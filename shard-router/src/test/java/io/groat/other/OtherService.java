package io.groat.other;

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

/** A service beside the router, which knows no keys itself: it says who calls. Not in the router's packages, which are scanned. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class OtherService {

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
