package io.groat.router.access;

import static io.groat.router.RunningRouter.expectProblem;

import io.groat.infra.webtest.AccessWalk;
import io.groat.router.RunningRouter;
import io.groat.web.access.Role;
import io.groat.web.http.RouteTable;
import io.groat.web.problem.WebProblem;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessMatrixIT {

    private final RunningRouter router = RunningRouter.shared();

    @Test
    void everyRouteIsForItsRolesAlone() {
        new AccessWalk(router.as(""), RunningRouter.ISSUER.tokens()).check(router.bean(RouteTable.class));
    }

    @Test
    void apiKeysHaveTheirRoles() {
        Map<Role, String> tokens = new EnumMap<>(RunningRouter.ISSUER.tokens());
        tokens.put(Role.OPERATOR, RunningRouter.OPERATOR.text());
        tokens.put(Role.ANALYST, RunningRouter.ANALYST.text());
        tokens.put(Role.ADMIN, RunningRouter.ADMIN.text());

        new AccessWalk(router.as(""), tokens).check(router.bean(RouteTable.class));
    }

    @Test
    void saysHowToAuthenticate() {
        var answer = router.as("").get().uri("/v1/shards").exchange();

        answer.expectHeader().valueEquals("WWW-Authenticate", "Bearer realm=\"groat\"");
        expectProblem(answer, WebProblem.UNAUTHENTICATED);
        var denied =
                router.as(RunningRouter.ANALYST.text()).get().uri("/v1/shards").exchange();
        expectProblem(denied, WebProblem.FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator/health/liveness",
                "/actuator/health/readiness",
                "/actuator/prometheus",
                "/v3/api-docs",
                "/swagger-ui/index.html"
            })
    void whatLibrariesServeNeedsNoTokenHere(String path) {
        router.as("").get().uri(path).exchange().expectStatus().isOk();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nowhere", "/v1/transfers/", "/actuators"})
    void whatIsNotThereIsNotThereForAnyone(String path) {
        expectProblem(router.as("").get().uri(path).exchange(), WebProblem.NOT_FOUND);
    }

    @Test
    void answersAreForNobodyElse() {
        router.get("/v1/transfers?limit=1")
                .expectHeader()
                .valueEquals("Cache-Control", "no-store")
                .expectHeader()
                .valueEquals("X-Content-Type-Options", "nosniff")
                .expectHeader()
                .valueEquals("Referrer-Policy", "no-referrer")
                .expectHeader()
                .valueEquals("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    }
}
