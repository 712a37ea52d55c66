package io.groat.infra.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaParameterizedType;
import com.tngtech.archunit.core.domain.JavaType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The tables of settings in {@code infra/docs/operations.md} name what the code reads, all of it and nothing else. */
class SettingsTest {

    private static final String BOUND = "org.springframework.boot.context.properties.ConfigurationProperties";

    /** Stands for a map's key, here and in the tables. */
    private static final String ANY = "NAME";

    private static final Pattern SECTION = Pattern.compile("(?ms)^## Configuration$(.*?)^## ");
    private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\| (`[^|]+`) \\|");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** Settings that are read by their name: placeholders, and conditions on a property. */
    private static final Pattern READ =
            Pattern.compile("\\$\\{(groat\\.[a-z0-9.-]+)|name = \"(groat\\.[a-z0-9.-]+[a-z0-9])\"");

    private static final Set<String> CODE_OF = Set.of(".java", ".yaml");

    private static final Set<String> IN_RECORDS = new TreeSet<>();
    private static final Set<String> IN_TEXT = new TreeSet<>();
    private static final Set<String> IN_TABLES = new TreeSet<>();

    @BeforeAll
    static void read() throws IOException {
        MainClasses.ofProduct().stream()
                .filter(type -> type.isAnnotatedWith(BOUND))
                .forEach(type -> addComponents(
                        String.valueOf(
                                type.getAnnotationOfType(BOUND).get("value").orElseThrow()),
                        type));
        for (Module module : Module.all()) {
            if (module.hasMainCode() && MainClasses.isOfProduct(module)) {
                addReadByName(module.folder().resolve("src/main"));
            }
        }
        addTables(Files.readString(Module.root().resolve("infra/docs/operations.md")));
        assertThat(IN_RECORDS)
                .contains(
                        "groat.shards.host",
                        "groat.engine.max-batch",
                        "groat.kafka.bootstrap-servers",
                        "groat.cassandra.datacenters.NAME");
        assertThat(IN_TEXT).contains("groat.notifier.group", "groat.relay.enabled");
    }

    @Test
    void everySettingIsInATable() {
        assertThat(IN_RECORDS)
                .filteredOn(setting -> !isAmong(setting, IN_TABLES))
                .isEmpty();
        assertThat(IN_TEXT).filteredOn(setting -> !isAmong(setting, IN_TABLES)).isEmpty();
    }

    @Test
    void everySettingOfATableIsRead() {
        assertThat(IN_TABLES)
                .isNotEmpty()
                .filteredOn(setting -> !isAmong(setting, IN_RECORDS) && !isAmong(setting, IN_TEXT))
                .isEmpty();
    }

    /** A map's key stands for any, on either side. */
    private static boolean isAmong(String setting, Set<String> settings) {
        return settings.stream().anyMatch(other -> matches(setting, other) || matches(other, setting));
    }

    private static boolean matches(String setting, String pattern) {
        return Pattern.matches(pattern.replace(".", "\\.").replace(ANY, "[A-Za-z-]+"), setting);
    }

    /** The record's settings, and those of the records in it. */
    private static void addComponents(String prefix, JavaClass record) {
        for (JavaField component : record.getFields()) {
            if (!component.getModifiers().contains(JavaModifier.STATIC)) {
                add(prefix + "." + kebabCase(component.getName()), component.getType());
            }
        }
    }

    private static void add(String name, JavaType type) {
        JavaClass raw = type.toErasure();
        if (raw.isRecord()) {
            addComponents(name, raw);
        } else if (type instanceof JavaParameterizedType parameterized) {
            List<JavaType> arguments = parameterized.getActualTypeArguments();
            add(raw.isAssignableTo(Map.class) ? name + "." + ANY : name, arguments.get(arguments.size() - 1));
        } else {
            IN_RECORDS.add(name);
        }
    }

    private static String kebabCase(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static void addReadByName(Path folder) throws IOException {
        for (Path file : StyleTest.textFilesIn(folder)) {
            if (CODE_OF.stream().anyMatch(ending -> file.toString().endsWith(ending))) {
                READ.matcher(Files.readString(file))
                        .results()
                        .forEach(found -> IN_TEXT.add(found.group(1) == null ? found.group(2) : found.group(1)));
            }
        }
    }

    /** A name that begins with a dot goes on from the whole one before it: {@code `groat.risk.enabled`, `.hold-from`}. */
    private static void addTables(String document) {
        MatchResult section = SECTION.matcher(document).results().findFirst().orElseThrow();
        for (MatchResult row : FIRST_CELL.matcher(section.group(1)).results().collect(Collectors.toList())) {
            String prefix = "";
            for (MatchResult span : CODE.matcher(row.group(1)).results().collect(Collectors.toList())) {
                String name = span.group(1).replaceAll("\\[i]", "");
                if (!name.startsWith(".")) {
                    prefix = name.substring(0, name.lastIndexOf('.'));
                }
                String whole = name.startsWith(".") ? prefix + name : name;
                if (!whole.startsWith("server.")) {
                    IN_TABLES.add(whole);
                }
            }
        }
    }
}
