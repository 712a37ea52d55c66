package io.groat.router.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.groat.refusal.Refusal;
import io.groat.router.RunningRouter;
import io.groat.router.auth.problem.AuthProblem;
import io.groat.web.http.RouteTable;
import io.groat.web.problem.WebProblem;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenApiIT {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private final RunningRouter router = RunningRouter.shared();
    private String text = "";

    @BeforeEach
    void read() {
        text = new String(
                Objects.requireNonNull(router.http
                        .get()
                        .uri("/v3/api-docs")
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody()
                        .returnResult()
                        .getResponseBody()),
                StandardCharsets.UTF_8);
    }

    @Test
    void describesEveryCallAndNoOther() {
        Map<String, Map<String, Object>> paths = JsonPath.read(text, "$.paths");

        List<String> described = paths.entrySet().stream()
                .flatMap(path -> path.getValue().keySet().stream()
                        .filter(METHODS::contains)
                        .map(method -> method.toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .toList();
        List<String> served = router.bean(RouteTable.class).routes().stream()
                .map(route -> route.method() + " " + route.pattern())
                .toList();

        assertThat(described).containsExactlyInAnyOrderElementsOf(served);
    }

    @Test
    void describesEveryCallWhole() {
        router.contract().check();
    }

    @Test
    void everyCallHasAnAnswerWithASchema() {
        List<Map<String, Object>> operations = JsonPath.read(text, "$..[?(@.operationId)]");

        assertThat(operations)
                .hasSameSizeAs(router.bean(RouteTable.class).routes())
                .allSatisfy(operation -> {
                    List<Object> schemas = JsonPath.read(operation, "$.responses.*.content.*.schema");
                    Map<String, Object> answers = JsonPath.read(operation, "$.responses");
                    assertThat(!schemas.isEmpty() || answers.containsKey("204")).isTrue();
                });
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        Set<String> references = Pattern.compile("\"\\$ref\":\"#/([^\"]+)\"")
                .matcher(text)
                .results()
                .map(found -> "$." + found.group(1).replace('/', '.').replaceAll("([^.]*-[^.]*)", "['$1']"))
                .map(path -> path.replace(".['", "['"))
                .collect(Collectors.toSet());

        assertThat(references)
                .hasSizeGreaterThan(20)
                .allSatisfy(
                        path -> assertThat(JsonPath.<Object>read(text, path)).isNotNull());
    }

    @Test
    void namesEveryProblemCode() {
        List<String> codes = JsonPath.read(text, "$.components.schemas.Problem.properties.code.enum");

        assertThat(codes)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(WebProblem.values(), Refusal.values(), AuthProblem.values())
                                .flatMap(Arrays::stream)
                                .map(code -> ((Enum<?>) code).name())
                                .toList());
    }

    @Test
    void membersThatSchemasShareAreInEachOfThem() {
        Map<String, Object> members = JsonPath.read(text, "$.components.schemas.LineProblem.properties");

        assertThat(members).containsKeys("idempotencyKey", "type", "code", "line");
    }

    @Test
    void hasAPageToTryItOn() {
        router.http.get().uri("/swagger-ui.html").exchange().expectStatus().is3xxRedirection();
        router.http
                .get()
                .uri("/swagger-ui/index.html")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(page -> assertThat(page).contains("swagger-ui"));
    }
}
