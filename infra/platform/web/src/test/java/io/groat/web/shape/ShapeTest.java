package io.groat.web.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.groat.web.problem.Problem;
import io.groat.web.problem.ProblemException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;

class ShapeTest {

    enum Colour {
        RED,
        GREEN
    }

    enum Mood implements Worded {
        WELL;

        @Override
        public String text() {
            return "very-well";
        }
    }

    record Inner(String name, @Nullable Integer count) {}

    record Order(
            @Amount long amount,

            @Text(min = 1, max = 3, pattern = "[a-z]*", says = "has to be small letters")
            String word,

            @Text(fits = NotBlank.class) @Nullable String note,
            @Nullable Colour colour,
            @Nullable Mood mood,
            @Nullable Instant at,
            @Nullable UUID id,
            @Range(min = 1, max = 9) @Nullable Integer count,
            @Nullable Double share,
            @Nullable Boolean yes,
            @Nullable List<String> words,
            @MayBeEmpty @Nullable List<String> more,
            @Nullable Map<String, String> texts,
            @Nullable Map<String, Double> numbers,
            @LeftOut @Nullable RawObject raw,
            @Nullable Inner inner) {}

    @Test
    void readsEveryKindOfField() {
        Order order = read("""
                {"amount":"12","word":"ab","note":"n","colour":"green","mood":"very-well","at":"2026-01-31T12:00:00Z",
                 "id":"0192f0a0-0000-7000-8000-000000000000","count":9,"share":0.5,"yes":true,"words":["a","b"],"more":[],
                 "texts":{"a":"1","b":2},"numbers":{"x":1.5},"raw":{"z": [1.50]},"inner":{"name":"n"}}""");

        assertThat(order)
                .isEqualTo(new Order(
                        12,
                        "ab",
                        "n",
                        Colour.GREEN,
                        Mood.WELL,
                        Instant.parse("2026-01-31T12:00:00Z"),
                        UUID.fromString("0192f0a0-0000-7000-8000-000000000000"),
                        9,
                        0.5,
                        true,
                        List.of("a", "b"),
                        List.of(),
                        Map.of("a", "1", "b", "2"),
                        Map.of("x", 1.5),
                        new RawObject("{\"z\":[1.50]}"),
                        new Inner("n", null)));
    }

    @Test
    void whatMayBeLeftOutIsNullWhenItIs() {
        Order order = read("{\"amount\":1,\"word\":\"a\",\"raw\":null}");

        assertThat(order.colour()).isNull();
        assertThat(order.raw()).isNull();
        assertThat(order.words()).isNull();
    }

    /** Of several faults the first in the order of the codes is told; amounts come last. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'word':1,'amount':0,'other':1}     | UNKNOWN_FIELD  | other",
                "{'word':1,'note':7}                 | MISSING_FIELD  | amount",
                "{'amount':0,'word':1}               | INVALID_FIELD  | word",
                "{'amount':0,'word':'a'}             | INVALID_AMOUNT | amount",
                "{'amount':1,'word':'ABC'}           | INVALID_FIELD  | word",
                "{'amount':1,'word':'abcd'}          | INVALID_FIELD  | word",
                "{'amount':1,'word':null}            | INVALID_FIELD  | word",
                "{'amount':1,'word':'a','note':' '}  | INVALID_FIELD  | note",
                "{'amount':1,'word':'a','note':null} | INVALID_FIELD  | note",
                "{'amount':1,'word':'a','colour':'blue'} | INVALID_FIELD | colour",
                "{'amount':1,'word':'a','mood':'WELL'}   | INVALID_FIELD | mood",
                "{'amount':1,'word':'a','at':'today'}    | INVALID_FIELD | at",
                "{'amount':1,'word':'a','id':'1-1-1-1-1'} | INVALID_FIELD | id",
                "{'amount':1,'word':'a','count':10}      | INVALID_FIELD | count",
                "{'amount':1,'word':'a','count':1.5}     | INVALID_FIELD | count",
                "{'amount':1,'word':'a','count':'1'}     | INVALID_FIELD | count",
                "{'amount':1,'word':'a','yes':'true'}    | INVALID_FIELD | yes",
                "{'amount':1,'word':'a','words':[]}      | INVALID_FIELD | words",
                "{'amount':1,'word':'a','words':[1]}     | INVALID_FIELD | words",
                "{'amount':1,'word':'a','texts':[]}      | INVALID_FIELD | texts",
                "{'amount':1,'word':'a','numbers':{'x':'1'}} | INVALID_FIELD | x",
                "{'amount':1,'word':'a','inner':{}}          | MISSING_FIELD | name",
                "{'amount':1,'word':'a','inner':{'nam':1}}   | UNKNOWN_FIELD | nam",
                "{'amount':1,'amount':1,'word':'a'}          | MALFORMED_JSON | amount"
            })
    void namesTheFieldAtFault(String text, String code, String field) {
        Problem problem = catchThrowableOfType(ProblemException.class, () -> read(text.replace('\'', '"')))
                .problem();

        assertThat(problem.code().name()).isEqualTo(code);
        assertThat(problem.field()).isEqualTo(field);
    }

    @Test
    void saysWhatAFieldHasToBe() {
        Problem problem = catchThrowableOfType(ProblemException.class, () -> read("{\"amount\":1,\"word\":\"ABC\"}"))
                .problem();

        assertThat(problem.detail()).isEqualTo("\"word\" has to be small letters");
    }

    sealed interface Either permits One, Other {}

    record One(int one) implements Either {}

    record Other(@Nullable String other) implements Either {}

    record Answer(
            @Amount long amount,
            BigInteger sum,
            @Nullable Instant at,
            @LeftOut @Nullable String reason,
            @Flat Inner inner,
            @Flat @Nullable Inner none,
            @Named("odd-name") Mood mood,
            List<Either> list,
            Map<String, @Nullable Object> open,
            RawObject raw,
            @Flat Map<String, Integer> rest) {}

    @Test
    void writesFieldsInTheirOrderWithNullsByOneRule() {
        Answer answer = new Answer(
                1L << 60,
                BigInteger.TWO.pow(80),
                null,
                null,
                new Inner("n", null),
                null,
                Mood.WELL,
                List.of(new One(1), new Other(null)),
                Map.of("a", Map.of("b", 0.5)),
                new RawObject("{\"as\": 1}"),
                Map.of("x", 7));

        assertThat(text(answer))
                .isEqualTo("{\"amount\":\"1152921504606846976\",\"sum\":\"1208925819614629174706176\",\"at\":null,"
                        + "\"name\":\"n\",\"count\":null,\"odd-name\":\"very-well\",\"list\":[{\"one\":1},{\"other\":null}],"
                        + "\"open\":{\"a\":{\"b\":0.5}},\"raw\":{\"as\": 1},\"x\":7}");
    }

    record Unknown(StringBuilder text) {}

    @Test
    void refusesATypeThatNothingIsKnownOf() {
        assertThatThrownBy(() -> Shape.of(Unknown.class)).hasMessageContaining("StringBuilder");
    }

    private static Order read(String text) {
        return Shape.of(Order.class).read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Record value) {
        return Shape.body(value)
                .toBuffer(DefaultDataBufferFactory.sharedInstance, 64)
                .toString(StandardCharsets.UTF_8);
    }
}
