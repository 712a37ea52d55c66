package io.groat.router.access;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static io.groat.router.RunningRouter.ADMIN;
import static io.groat.router.RunningRouter.expectProblem;
import static io.groat.router.RunningRouter.read;
import static io.groat.router.RunningRouter.readAll;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.groat.router.RunningRouter;
import io.groat.web.problem.WebProblem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

class ApiKeyCallsIT {

    private final RunningRouter router = RunningRouter.shared();
    private final WebTestClient admin = router.as(ADMIN.text());

    @Test
    void whatItMayDoIsWhatItWasMadeFor() {
        String key =
                read(create("{\"name\":\"reader\",\"roles\":[\"operator\"],\"scopes\":[\"transfers:read\"]}"), "$.key");

        router.as(key)
                .get()
                .uri("/v1/transfers?limit=1")
                .exchange()
                .expectStatus()
                .isOk();
        expectProblem(router.as(key).get().uri("/v1/shards").exchange(), WebProblem.FORBIDDEN);
        admin.get()
                .uri("/v1/api-keys?limit=200")
                .exchange()
                .expectBody(String.class)
                .value(keys -> assertThat(keys)
                        .contains("\"name\":\"reader\"", "\"name\":\"first operator\"")
                        .doesNotContain(key.substring(key.length() - 43)));
    }

    @Test
    void pagesLeadThroughAllKeys() {
        for (int number = 0; number < 5; number++) {
            create("{\"name\":\"page\",\"roles\":[\"analyst\"]}").expectStatus().isCreated();
        }
        List<String> ids = new ArrayList<>();
        String cursor = "";
        do {
            ResponseSpec page = admin.get().uri("/v1/api-keys?limit=2" + cursor).exchange();
            String text = new String(page.expectBody().returnResult().getResponseBodyContent(), StandardCharsets.UTF_8);
            ids.addAll(JsonPath.<List<String>>read(text, "$.items[*].id"));
            String next = JsonPath.read(text, "$.next");
            cursor = next == null ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty());

        assertThat(ids).doesNotHaveDuplicates().isSorted().hasSizeGreaterThan(7);
    }

    /** With a short cache, so that the test need not wait for the 30 s that hold otherwise. */
    @Test
    void aRevokedKeyIsGoneWithinTheCacheTime() {
        try (RunningRouter quick = RunningRouter.fresh("--groat.access.cache-time=1s")) {
            quick.awaitShardsUp(4);
            WebTestClient its = quick.as(ADMIN.text());
            ResponseSpec made = its.post()
                    .uri("/v1/api-keys")
                    .header("Content-Type", "application/json")
                    .bodyValue("{\"name\":\"short\",\"roles\":[\"operator\"]}")
                    .exchange();
            String key = read(made, "$.key");
            WebTestClient holder = quick.as(key);
            holder.get().uri("/v1/shards").exchange().expectStatus().isOk();

            its.delete()
                    .uri("/v1/api-keys/" + key.split("_", -1)[1])
                    .exchange()
                    .expectStatus()
                    .isNoContent();
            Instant revoked = Instant.now();

            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> status(holder) == 401);
            assertThat(Duration.between(revoked, Instant.now())).isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void whatIsNotThereCantBeRevoked() {
        expectProblem(admin.delete().uri("/v1/api-keys/0123456789abcdef").exchange(), WebProblem.NOT_FOUND, "id");
        expectProblem(admin.delete().uri("/v1/api-keys/x").exchange(), WebProblem.NOT_FOUND, "id");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MISSING_FIELD | name      | {'roles':['operator']}",
                "MISSING_FIELD | roles     | {'name':'x'}",
                "INVALID_FIELD | name      | {'name':' ','roles':['operator']}",
                "INVALID_FIELD | roles     | {'name':'x','roles':[]}",
                "INVALID_FIELD | roles     | {'name':'x','roles':'operator'}",
                "INVALID_FIELD | roles     | {'name':'x','roles':['user']}",
                "INVALID_FIELD | roles     | {'name':'x','roles':['service']}",
                "INVALID_FIELD | roles     | {'name':'x','roles':[1]}",
                "INVALID_FIELD | scopes    | {'name':'x','roles':['admin'],'scopes':['everything']}",
                "INVALID_FIELD | expiresAt | {'name':'x','roles':['admin'],'expiresAt':'2020-01-01T00:00:00Z'}",
                "INVALID_FIELD | expiresAt | {'name':'x','roles':['admin'],'expiresAt':'soon'}",
                "INVALID_FIELD | expiresAt | {'name':'x','roles':['admin'],'expiresAt':null}",
                "INVALID_FIELD | scopes    | {'name':'x','roles':['admin'],'scopes':[]}",
                "INVALID_FIELD | scopes    | {'name':'x','roles':['admin'],'scopes':null}",
                "INVALID_FIELD | scopes    | {'name':'x','roles':['admin'],'scopes':[null]}",
                "INVALID_FIELD | scopes    | {'name':'x','roles':['admin'],'scopes':''}",
                "INVALID_FIELD | roles     | {'name':'x','roles':null}",
                "INVALID_FIELD | name      | {'name':null,'roles':['admin']}",
                "UNKNOWN_FIELD | key       | {'name':'x','roles':['admin'],'key':'mine'}"
            })
    void refusesWhatItCantTake(String code, String field, String body) {
        expectProblem(create(body.replace('\'', '"')), RunningRouter.code(code), field);
    }

    @Test
    void whoIsHeldToScopesHandsOnNoMore() {
        String keeper = read(create("{\"name\":\"keeper\",\"roles\":[\"admin\"],\"scopes\":[\"keys\"]}"), "$.key");

        expectProblem(
                router.as(keeper)
                        .post()
                        .uri("/v1/api-keys")
                        .header("Content-Type", "application/json")
                        .bodyValue("{\"name\":\"more\",\"roles\":[\"admin\"]}")
                        .exchange(),
                WebProblem.FORBIDDEN,
                "scopes");
    }

    @Test
    void makingAndRevokingIsAudited() {
        String key = read(create("{\"name\":\"audited\",\"roles\":[\"analyst\"]}"), "$.id");
        admin.delete().uri("/v1/api-keys/" + key).exchange().expectStatus().isNoContent();

        List<String> acts = readAll(
                admin.get()
                        .uri("/v1/audit?limit=200&actor=api_key:" + ADMIN.id())
                        .exchange(),
                "$.items[?(@.target=='api_key:" + key + "')].action");
        assertThat(acts).containsExactlyInAnyOrder("API_KEY_REVOKED", "API_KEY_CREATED");
    }

    private ResponseSpec create(String body) {
        return admin.post()
                .uri("/v1/api-keys")
                .header("Content-Type", "application/json")
                .bodyValue(body)
                .exchange();
    }

    private static int status(WebTestClient client) {
        return client.get()
                .uri("/v1/shards")
                .exchange()
                .returnResult(Void.class)
                .getStatus()
                .value();
    }
}
