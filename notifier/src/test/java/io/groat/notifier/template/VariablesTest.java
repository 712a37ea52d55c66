package io.groat.notifier.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.groat.web.json.JsonText;
import io.groat.web.problem.Problem;
import io.groat.web.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariablesTest {

    private static final Templates TEMPLATES = new Templates();

    private static Map<String, String> read(String template, String json) {
        return Variables.read(
                JsonText.object(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
                        .scalars(),
                TEMPLATES.find(template, "en").orElseThrow());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'amountMinor':100,'currency':'EUR','payer':'ann','paymentId':'p'}",
                "{'amountMinor':'0','currency':'JPY','payer':'ann','paymentId':'p'}",
                "{'amountMinor':'9223372036854775807','currency':'EUR','payer':'ann','paymentId':'p'}",
                "{'amount':'a lot','payer':'ann','paymentId':7,'more':true}"
            })
    void whatIsWholeCanBePutIntoWords(String json) {
        Map<String, String> variables = read("payment-received", json);
        MessageTemplate template = TEMPLATES.find("payment-received", "en").orElseThrow();
        assertThat(TEMPLATES.render(template, "en", variables).title()).startsWith("You got ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{}                                                                      | MISSING_VARIABLE | amountMinor, currency, payer, paymentId",
                "{'amountMinor':100,'currency':'EUR'}                                    | MISSING_VARIABLE | payer, paymentId",
                "{'amountMinor':100,'payer':'ann','paymentId':'p'}                       | MISSING_VARIABLE | currency",
                "{'currency':'EUR','payer':'ann','paymentId':'p'}                        | MISSING_VARIABLE | amountMinor",
                "{'amount':'1','payer':null,'paymentId':' '}                             | MISSING_VARIABLE | payer, paymentId",
                "{'amountMinor':'12.50','currency':'EUR','payer':'a','paymentId':'p'}    | INVALID_VARIABLE | amountMinor",
                "{'amountMinor':12.50,'currency':'EUR','payer':'a','paymentId':'p'}      | INVALID_VARIABLE | amountMinor",
                "{'amountMinor':'1e3','currency':'EUR','payer':'a','paymentId':'p'}      | INVALID_VARIABLE | amountMinor",
                "{'amountMinor':-1,'currency':'EUR','payer':'a','paymentId':'p'}         | INVALID_VARIABLE | amountMinor",
                "{'amountMinor':'007','currency':'EUR','payer':'a','paymentId':'p'}      | INVALID_VARIABLE | amountMinor",
                "{'amountMinor':'12345678901234567890','currency':'EUR'}                 | INVALID_VARIABLE | amountMinor; these are not there: payer, paymentId",
                "{'amountMinor':'9223372036854775808','currency':'EUR'}                  | INVALID_VARIABLE | amountMinor; these are not there: payer, paymentId",
                "{'amountMinor':true,'currency':'euro','payer':'a','paymentId':'p'}      | INVALID_VARIABLE | amountMinor, currency"
            })
    void allThatIsWrongOrNotThereIsNamed(String json, String code, String names) {
        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> read("payment-received", json));
        Problem problem = refused.problem();
        assertThat(problem.code().name()).isEqualTo(code);
        assertThat(problem.status()).isEqualTo(422);
        assertThat(problem.field()).isEqualTo("variables." + names.split("[,;]", -1)[0]);
        assertThat(problem.detail()).endsWith(": " + names);
    }

    @Test
    void noVariablesAreNeededByMany() {
        assertThat(Variables.read(null, TEMPLATES.find("password-changed", "en").orElseThrow()))
                .isEmpty();
    }
}
