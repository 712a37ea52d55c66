package io.groat.notifier.template;

import io.groat.notifier.message.Kind;
import io.groat.notifier.message.Message;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** All templates, by language: the files {@code templates/LOCALE.yaml} on the class path. */
public final class Templates {

    public static final String FIRST_LOCALE = "en";
    public static final Set<String> LOCALES = Set.of(FIRST_LOCALE, "de");

    private final Map<String, Map<String, MessageTemplate>> byLocale = new TreeMap<>();

    public Templates() {
        LOCALES.forEach(locale -> byLocale.put(locale, read(locale)));
    }

    /** The names of all templates. */
    public Set<String> names() {
        return new TreeSet<>(of(FIRST_LOCALE).keySet());
    }

    /** A template in that language, else in English; nothing when there is none of that name. */
    public Optional<MessageTemplate> find(String name, String locale) {
        MessageTemplate template = of(known(locale)).get(name);
        return Optional.ofNullable(template == null ? of(FIRST_LOCALE).get(name) : template);
    }

    /** The language that is spoken here to one who wants that one: {@code de} for {@code de-AT}. */
    public static String known(String locale) {
        String language = Locale.forLanguageTag(locale.replace('_', '-')).getLanguage();
        return LOCALES.contains(language) ? language : FIRST_LOCALE;
    }

    /** What a message says; its template has to be there. */
    public Rendered render(Message message) {
        return render(
                find(message.template(), message.locale())
                        .orElseThrow(() -> new IllegalStateException("there is no template " + message.template())),
                message.locale(),
                message.variables());
    }

    public Rendered render(MessageTemplate template, String locale, Map<String, String> variables) {
        return template.render(Amounts.spelled(variables, Locale.forLanguageTag(known(locale))));
    }

    private Map<String, MessageTemplate> of(String locale) {
        return byLocale.getOrDefault(locale, Map.of());
    }

    private static Map<String, MessageTemplate> read(String locale) {
        Map<String, MessageTemplate> templates = new TreeMap<>();
        load(locale).forEach((name, parts) -> templates.put(name, template(name, locale, parts)));
        return templates;
    }

    private static MessageTemplate template(String name, String locale, Map<String, Object> parts) {
        @Nullable Object within = parts.get("within");
        return new MessageTemplate(
                name,
                Kind.find(text(name, parts, "kind")).orElseThrow(),
                Boolean.TRUE.equals(parts.get("secret")),
                within == null ? null : Duration.parse(within.toString()),
                locale,
                text(name, parts, "title"),
                text(name, parts, "text"),
                text(name, parts, "brief"));
    }

    private static String text(String name, Map<String, Object> parts, String part) {
        Object text = parts.get(part);
        if (text == null) {
            throw new IllegalStateException("the template " + name + " has no " + part);
        }
        return text.toString();
    }

    private static Map<String, Map<String, Object>> load(String locale) {
        String file = "/templates/" + locale + ".yaml";
        try (InputStream text = Templates.class.getResourceAsStream(file)) {
            if (text == null) {
                throw new IllegalStateException("there is no " + file);
            }
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
