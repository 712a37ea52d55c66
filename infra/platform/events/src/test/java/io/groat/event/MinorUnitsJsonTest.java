package io.groat.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.json.JsonMapper;

class MinorUnitsJsonTest {

    record Priced(
            @JsonSerialize(using = MinorUnitsJson.class) long amount) {}

    /** A double holds every whole number up to 2^53. */
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "-1, -1",
        "9007199254740991, 9007199254740991",
        "9007199254740992, 9007199254740992",
        "9007199254740993, '\"9007199254740993\"'",
        "-9007199254740992, -9007199254740992",
        "-9007199254740993, '\"-9007199254740993\"'",
        "9223372036854775807, '\"9223372036854775807\"'",
        "-9223372036854775808, '\"-9223372036854775808\"'"
    })
    void isANumberWhileADoubleHoldsIt(long amount, String json) {
        JsonMapper mapper = JsonMapper.shared();

        assertThat(mapper.writeValueAsString(new Priced(amount))).isEqualTo("{\"amount\":" + json + "}");
        assertThat(mapper.readValue("{\"amount\":" + json + "}", Priced.class)).isEqualTo(new Priced(amount));
    }
}
