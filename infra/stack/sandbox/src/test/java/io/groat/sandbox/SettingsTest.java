package io.groat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    @Test
    void portAndWebhooksHaveDefaults() {
        Settings settings = Settings.of(List.of("--data", "some/folder"), RunningSandbox.SECRETS);
        assertThat(settings.address().isLoopbackAddress()).isTrue();
        assertThat(settings.port()).isEqualTo(8010);
        assertThat(settings.payBase()).isEmpty();
        assertThat(settings.webhookBase()).isEqualTo("http://127.0.0.1:8006");
        assertThat(settings.data()).isEqualTo(Path.of("some/folder"));
        assertThat(settings.stripeSecretKey()).isEqualTo(Client.SECRET_KEY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--port 1                          | --data is missing",
                "--data d --port 70000             | --port has to be",
                "--data d --port x                 | --port has to be",
                "--data d --webhook-base ftp://x   | --webhook-base has to",
                "--data d --pay-base x             | --pay-base has to",
                "--data d --address somewhere      | --address has to be",
                "--data d --address 1.2.3.256      | --address has to be",
                "--data d --what                   | What is --what?",
                "--data                            | What is --data?"
            })
    void whatIsWrongIsSaid(String arguments, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(List.of(arguments.split(" ", -1)), RunningSandbox.SECRETS))
                .withMessageContaining(message);
    }

    @Test
    void itCanBeReachedFromElsewhereByAnotherName() {
        List<String> arguments = List.of("--data", "d", "--address", "0.0.0.0", "--pay-base", "http://pay.example:81/");
        Settings settings = Settings.of(arguments, RunningSandbox.SECRETS);
        assertThat(settings.address().isAnyLocalAddress()).isTrue();
        assertThat(settings.payBase()).isEqualTo("http://pay.example:81");
    }

    @Test
    void aMissingSecretIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(List.of("--data", "d"), Map.of()))
                .withMessageContaining("SANDBOX_RAZORPAY_KEY_ID");
    }
}
