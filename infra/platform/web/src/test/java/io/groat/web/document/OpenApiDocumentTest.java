package io.groat.web.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.web.access.Access;
import io.groat.web.access.Role;
import io.groat.web.access.Scope;
import io.groat.web.http.Bodies;
import io.groat.web.http.HeaderField;
import io.groat.web.http.HttpSettings;
import io.groat.web.http.Query;
import io.groat.web.http.Route;
import io.groat.web.problem.WebProblem;
import io.groat.web.shape.Amount;
import io.groat.web.shape.Doc;
import io.groat.web.shape.LeftOut;
import io.groat.web.shape.Text;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.function.server.ServerResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OpenApiDocumentTest {

    @Doc("A thing to make")
    record ThingWish(
            @Doc(value = "Its name", example = "spoon") @Text(max = 9, pattern = "[a-z]+")
            String name,

            @Amount(least = 0) @Nullable Long price,
            @LeftOut @Nullable String note) {}

    record ThingView(
            @Doc(example = "spoon") String name,
            @Nullable String owner,
            @LeftOut @Nullable String note) {}

    private static final Access READ = Access.of(Scope.ACCOUNTS_READ, Role.USER, Role.ADMIN);

    private final JsonNode document = document(
            Route.post("/v1/things", READ)
                    .named("things", "makeThing", "Makes a thing")
                    .takes(ThingWish.class)
                    .gives(201, ThingView.class, "Made", HeaderField.LOCATION)
                    .refuses(WebProblem.OVERLOADED)
                    .by(
                            new Bodies(new HttpSettings(DataSize.ofKilobytes(1), Duration.ofSeconds(1))),
                            (request, body) ->
                                    body.flatMap(thing -> ServerResponse.ok().build())),
            Route.get("/v1/things", Access.PUBLIC)
                    .named("things", "getThings", "All things")
                    .query(Query.LIMIT, Query.CURSOR)
                    .givesPage(ThingView.class)
                    .by(request -> ServerResponse.ok().build()),
            Route.get("/v1/things/{id}", READ)
                    .named("things", "getThing", "A thing")
                    .path("id", "Which")
                    .gives(200, ThingView.class, "It")
                    .refuses(WebProblem.NOT_FOUND)
                    .by(request -> ServerResponse.ok().build()));

    @Test
    void saysWhatABodyHasToBe() {
        JsonNode wish = document.at("/components/schemas/ThingWish");

        assertThat(document.at("/paths/~1v1~1things/post/requestBody/content/application~1json/schema/$ref")
                        .asString())
                .isEqualTo("#/components/schemas/ThingWish");
        assertThat(wish).isEqualTo(json("""
                {"description": "A thing to make", "type": "object", "required": ["name"],
                 "properties": {
                   "name": {"type": "string", "maxLength": 9, "pattern": "^[a-z]+$", "description": "Its name"},
                   "price": {"$ref": "#/components/schemas/Amount"},
                   "note": {"type": ["string", "null"]}},
                 "additionalProperties": false}"""));
    }

    @Test
    void saysWhichFieldsOfAnAnswerAreThereAndWhichMayBeNull() {
        assertThat(document.at("/components/schemas/Thing")).isEqualTo(json("""
                {"type": "object", "required": ["name", "owner"],
                 "properties": {
                   "name": {"type": "string"}, "owner": {"type": ["string", "null"]}, "note": {"type": "string"}}}"""));
    }

    @Test
    void namesEveryProblemOfACall() {
        JsonNode answers = document.at("/paths/~1v1~1things/post/responses");

        assertThat(answers.propertyNames())
                .containsExactly("201", "400", "401", "403", "408", "413", "415", "429", "500", "503");
        assertThat(answers.at("/400/content/application~1problem+json/examples").propertyNames())
                .containsExactly("MALFORMED_JSON", "UNKNOWN_FIELD", "MISSING_FIELD", "INVALID_FIELD", "INVALID_AMOUNT");
        assertThat(answers.at("/503/content/application~1problem+json/examples").propertyNames())
                .containsExactly("OVERLOADED", "TOKEN_CHECK_UNAVAILABLE");
        assertThat(answers.at("/503/headers").propertyNames()).containsExactly("Retry-After");
        assertThat(document.at("/components/examples/OVERLOADED/value/code").asString())
                .isEqualTo("OVERLOADED");
    }

    @Test
    void saysWhoMayCall() {
        assertThat(document.at("/paths/~1v1~1things/post/security/0/bearer").isArray())
                .isTrue();
        assertThat(document.at("/paths/~1v1~1things/get/security").isEmpty()).isTrue();
        assertThat(document.at("/paths/~1v1~1things/post/description").asString())
                .isEqualTo("For user, admin; a token or key held to scopes needs `accounts:read`.");
        assertThat(document.at("/paths/~1v1~1things/post/x-roles")).isEqualTo(json("[\"user\", \"admin\"]"));
        assertThat(document.at("/paths/~1v1~1things/get/x-roles")).isEqualTo(json("[]"));
    }

    @Test
    void describesParametersAndPages() {
        assertThat(document.at("/paths/~1v1~1things/get/parameters/0/schema/maximum")
                        .asInt())
                .isEqualTo(200);
        assertThat(document.at("/paths/~1v1~1things~1{id}/get/parameters/0/description")
                        .asString())
                .isEqualTo("Which");
        assertThat(document.at("/paths/~1v1~1things/get/responses/200/content/application~1json/example"))
                .isEqualTo(json("{\"items\": [{\"name\": \"spoon\", \"owner\": null}], \"next\": null}"));
    }

    private static JsonNode document(Route... routes) {
        ApiInfo info = new ApiInfo(
                "Things",
                "About things",
                "All of them",
                Map.of("things", "Things"),
                List.of(),
                Map.of("line", "A line"));
        return json(OpenApiDocument.of(info, List.of(routes)).toString());
    }

    private static JsonNode json(String text) {
        return new JsonMapper().readTree(text);
    }
}
