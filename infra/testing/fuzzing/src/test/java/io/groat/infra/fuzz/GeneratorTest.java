package io.groat.infra.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.fuzz.http.RawRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class GeneratorTest {

    private static final List<ApiCall> CALLS = List.of(
            ApiCall.bare("GET", "/v1/things/{id}"),
            new ApiCall(
                    "POST",
                    "/v1/things",
                    List.of("dry"),
                    "application/json",
                    new JsonMapper()
                            .readTree(
                                    "{\"name\":\"a\",\"owner\":\"x\",\"parts\":[{\"size\":1}],\"more\":{\"at\":\"t\"}}")));
    private static final Samples SAMPLES = new Samples(Map.of("id", "thing-7"), Map.of("owner", "alice"));
    private static final Generator.Callers CALLERS = new Generator.Callers(
            Map.of("admin", "the-token", "user", "other"), Map.of("POST /v1/things", Set.of("admin")));

    private static Stream<FuzzRequest> shots(long seed) {
        return shots(seed, 5_000);
    }

    private static Stream<FuzzRequest> shots(long seed, int count) {
        Generator generator = new Generator(CALLS, SAMPLES, CALLERS, seed);
        return IntStream.range(0, count).mapToObj(generator::shot);
    }

    @Test
    void theSameSeedMakesTheSameRequests() {
        assertThat(shots(7).map(GeneratorTest::text))
                .containsExactlyElementsOf(shots(7).map(GeneratorTest::text).toList());
        assertThat(shots(7).map(GeneratorTest::text).toList())
                .isNotEqualTo(shots(8).map(GeneratorTest::text).toList());
    }

    @Test
    void eachCallHasItsTurn() {
        assertThat(shots(1).limit(6).map(shot -> shot.call().name()))
                .containsExactly(
                        "GET /v1/things/{id}",
                        "POST /v1/things",
                        "GET /v1/things/{id}",
                        "POST /v1/things",
                        "GET /v1/things/{id}",
                        "POST /v1/things");
    }

    @Test
    void whatIsNotOddIsAsItShouldBe() {
        List<FuzzRequest> good =
                shots(1).filter(shot -> shot.oddities().isEmpty()).toList();

        assertThat(good).hasSizeBetween(200, 1_000).allSatisfy(shot -> {
            RawRequest request = shot.request();
            if (request.method().equals("GET")) {
                assertThat(request.target()).isEqualTo("/v1/things/thing-7");
                assertThat(request.headers()).isEmpty();
            } else {
                assertThat(request.target()).isEqualTo("/v1/things");
                assertThat(request.headers())
                        .contains("Authorization: Bearer the-token", "Content-Type: application/json");
                assertThat(text(shot)).contains("\"owner\":\"alice\"");
            }
        });
    }

    @Test
    void everyFieldIsSentInEveryOddWay() {
        Set<String> said = new HashSet<>();
        shots(3, 100_000).forEach(shot -> said.addAll(shot.oddities()));

        for (String field : List.of("name", "owner", "parts", "size", "more", "at", "item 0")) {
            assertThat(said).contains(field + " is null", field + " is []", field + " is {}", field + " is 1e400");
        }
        for (String field : List.of("name", "owner", "parts", "size", "more", "at")) {
            assertThat(said).contains(field + " is missing", field + "X is there");
            assertThat(said).anyMatch(text -> text.startsWith(field + " is there twice"));
            assertThat(said).anyMatch(text -> text.startsWith(field + " is \"xxx"));
        }
        for (String header : Oddities.HEADERS) {
            assertThat(said).contains(header + " is missing");
            assertThat(said).anyMatch(text -> text.startsWith(header + " is there twice"));
            assertThat(said).anyMatch(text -> text.startsWith(header + " is vvvv"));
        }
        assertThat(said).anyMatch(text -> text.startsWith("the query is dry="));
        assertThat(said).anyMatch(text -> text.equals("the path is /v1/things/%00"));
        assertThat(said).contains("the method is TRACE", "the body is empty", "the body is over the limit");
    }

    @Test
    void aMemberThatIsThereTwiceIsThereTwice() {
        assertThat(shots(3).filter(shot -> shot.oddities().size() == 1
                                && shot.oddities().get(0).startsWith("name is there twice"))
                        .map(GeneratorTest::text))
                .isNotEmpty()
                .allMatch(text -> text.split("\"name\":", -1).length == 3);
    }

    private static String text(FuzzRequest shot) {
        RawRequest request = shot.request();
        return request.method() + request.target() + request.headers() + request.body();
    }
}
