package io.groat.notifier.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.groat.web.json.JsonFields;
import io.groat.web.json.JsonText;
import io.groat.web.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreferencesTest {

    /** In Berlin; once a day, also where clocks show its time twice or not at all. */
    @ParameterizedTest
    @CsvSource({
        "18:00, 2026-11-21T16:59:59Z, 2026-11-21, 2026-11-21T17:00:00Z",
        "18:00, 2026-11-21T17:00:00Z, 2026-11-22, 2026-11-22T17:00:00Z",
        "02:30, 2026-03-29T00:30:00Z, 2026-03-29, 2026-03-29T01:00:00Z",
        "02:30, 2026-03-29T01:00:00Z, 2026-03-30, 2026-03-30T00:30:00Z",
        "02:30, 2026-10-25T00:10:00Z, 2026-10-25, 2026-10-25T00:30:00Z",
        "02:30, 2026-10-25T01:10:00Z, 2026-10-26, 2026-10-26T01:30:00Z",
        "00:00, 2026-11-21T22:59:59Z, 2026-11-22, 2026-11-21T23:00:00Z"
    })
    void aSummaryComesOnceADay(LocalTime at, Instant now, LocalDate day, Instant due) {
        Preferences wishes = new Preferences("en", ZoneId.of("Europe/Berlin"), null, Map.of(), Map.of(), at);
        assertThat(wishes.nextDigestDay(now)).isEqualTo(day);
        assertThat(wishes.digestOf(day)).isEqualTo(due);
    }

    /** Of a later release, each with something that this one does not know, and what is left of it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"locale":"de","theme":"dark"}                                        | theme
            {"locale":"de","quietHours":{"from":"22:00","to":"07:00","days":[1]}} | days
            {"locale":"de","digest":{"at":"18:00","weekday":1}}                   | weekday
            {"locale":"de","channels":{"horoscope":{"email":true}}}               | channels.horoscope
            {"locale":"de","channels":{"payment":{"pigeon":true}}}                | channels.payment.pigeon
            """)
    void whatALaterReleaseStoredIsPassedBy(String text, String unknown) {
        JsonFields fields = JsonText.object(text.getBytes(StandardCharsets.UTF_8));

        assertThat(PreferencesJson.readStored(fields).locale()).isEqualTo("de");
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> PreferencesJson.read(fields))
                .withMessageContaining(unknown.substring(unknown.lastIndexOf('.') + 1));
    }

    @Test
    void aLanguageAndAZoneThatAreNotKnownHereAreTheUsualOnes() {
        JsonFields fields =
                JsonText.object("{\"locale\":\"tlh\",\"timeZone\":\"Mars/Olympus\"}".getBytes(StandardCharsets.UTF_8));

        Preferences read = PreferencesJson.readStored(fields);

        assertThat(read.locale()).isEqualTo(Preferences.NONE.locale());
        assertThat(read.zone()).isEqualTo(Preferences.NONE.zone());
    }
}
