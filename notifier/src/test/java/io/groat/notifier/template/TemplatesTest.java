package io.groat.notifier.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TemplatesTest {

    private final Templates templates = new Templates();

    @Test
    void everyLanguageSaysEverythingWithTheSameVariables() {
        for (String name : templates.names()) {
            MessageTemplate english = templates.find(name, "en").orElseThrow();
            MessageTemplate german = templates.find(name, "de").orElseThrow();
            assertThat(german).as(name).isNotSameAs(english);
            assertThat(german.needed()).as(name).isEqualTo(english.needed());
            assertThat(german.kind()).as(name).isEqualTo(english.kind());
            assertThat(german.isSecret()).as(name).isEqualTo(english.isSecret());
            assertThat(german.within()).as(name).isEqualTo(english.within());
            Map<String, String> variables =
                    english.needed().stream().collect(Collectors.toMap(one -> one, one -> "<" + one + ">"));
            Rendered rendered = templates.render(german, "de", variables);
            assertThat(rendered.html()).doesNotContain("{{", "<link>", "<amount>");
            assertThat(rendered.title()).isNotBlank();
        }
    }

    @Test
    void languagesAreFoundByTheirFirstPart() {
        assertThat(Templates.known("de-AT")).isEqualTo("de");
        assertThat(Templates.known("de_CH")).isEqualTo("de");
        assertThat(Templates.known("fr")).isEqualTo("en");
        assertThat(Templates.known("")).isEqualTo("en");
    }
}
