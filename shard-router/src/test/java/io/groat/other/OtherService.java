package io.groat.other;

import io.groat.web.access.Access;
import io.groat.web.access.Permit;
import io.groat.web.access.Role;
import io.groat.web.access.Scope;
import io.groat.web.http.Answer;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.shape.Doc;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** A service beside the router, which knows no keys itself: it says who calls. Not in the router's packages, which are scanned. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class OtherService {

    /** Who calls. */
    @Doc("Who calls")
    record WhoView(String caller) {}

    @Bean
    Routes whoRoutes() {
        return Routes.of(Route.get("/who", Access.of(Scope.REVIEWS_READ, Role.ANALYST, Role.USER))
                .named("others", "getCaller", "Says who calls")
                .gives(200, WhoView.class, "The caller")
                .by(request -> Answer.ok(new WhoView(Permit.of(request).caller().text()))));
    }
}
