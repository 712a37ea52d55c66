package io.groat.infra.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class OpenApiTest {

    private static final String DOCUMENT = """
            {"paths": {
              "/v1/things": {
                "parameters": [{"name": "all", "in": "query"}, {"name": "X-A", "in": "header"}],
                "get": {"parameters": [{"$ref": "#/components/parameters/Limit"}]},
                "post": {
                  "x-roles": ["user", "admin"],
                  "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}}},
                "patch": {"requestBody": {"content": {"application/json": {"example": {"name": "given"}}}}}}},
             "components": {
              "parameters": {"Limit": {"name": "limit", "in": "query"}},
              "schemas": {
               "Problem": {"properties": {"code": {"enum": ["A", "B"]}}},
               "Thing": {"allOf": [{"properties": {"base": {"type": "boolean"}}}], "type": "object", "properties": {
                 "name": {"type": ["string", "null"]},
                 "kind": {"enum": ["FIRST", "SECOND"]},
                 "size": {"type": "integer", "minimum": 3},
                 "id": {"type": "string", "format": "uuid"},
                 "either": {"oneOf": [{"type": "integer"}, {"type": "string"}]},
                 "parts": {"type": "array", "items": {"type": "string", "example": "wheel"}},
                 "self": {"$ref": "#/components/schemas/Thing"}}}}}}
            """;

    private final OpenApi document = new OpenApi(new JsonMapper().readTree(DOCUMENT));
    private final Map<String, ApiCall> calls = document.calls();

    @Test
    void knowsCallsAndTheirParameters() {
        assertThat(calls).containsOnlyKeys("GET /v1/things", "POST /v1/things", "PATCH /v1/things");
        assertThat(call("GET /v1/things").parameters()).containsExactly("all", "limit");
        assertThat(call("GET /v1/things").body()).isNull();
        assertThat(document.codes()).containsExactlyInAnyOrder("A", "B");
    }

    @Test
    void knowsWhoMayCall() {
        assertThat(document.roles())
                .containsOnlyKeys("GET /v1/things", "POST /v1/things", "PATCH /v1/things")
                .containsEntry("POST /v1/things", Set.of("admin", "user"))
                .containsEntry("GET /v1/things", Set.of());
    }

    @Test
    void makesABodyOfASchemaThatHasNoExample() {
        var body = Objects.requireNonNull(call("POST /v1/things").body());

        assertThat(body.propertyNames())
                .containsExactlyInAnyOrder("base", "name", "kind", "size", "id", "either", "parts", "self");
        assertThat(body.path("kind").asString()).isEqualTo("FIRST");
        assertThat(body.path("size").asInt()).isEqualTo(3);
        assertThat(body.path("either").isNumber()).isTrue();
        assertThat(body.path("parts").get(0).asString()).isEqualTo("wheel");
        assertThat(Objects.requireNonNull(call("PATCH /v1/things").body()).toString())
                .isEqualTo("{\"name\":\"given\"}");
    }

    private ApiCall call(String name) {
        return Objects.requireNonNull(calls.get(name));
    }
}
