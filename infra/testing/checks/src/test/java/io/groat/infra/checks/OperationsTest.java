package io.groat.infra.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files for those who operate: they can be read, and what they ask for is there. */
class OperationsTest {

    private static final Path FOLDER = Module.root().resolve("infra/operations");
    private static final Pattern METRIC = Pattern.compile("\\b(groat_[a-z0-9_]+)");
    private static final Pattern REGISTERED = Pattern.compile("\"groat\\.([a-z.]+)\"");
    /** Keyspaces, and what a service's credential begins with. */
    private static final Set<String> NO_METRICS =
            Set.of("groat_fraud", "groat_notifier", "groat_analytics", "groat_service_");

    private static final Set<String> ENDINGS = Set.of("_total", "_seconds", "_count", "_sum", "_max", "_bucket");

    @Test
    void prometheusFindsItsRulesAndEveryService() throws IOException {
        Map<String, ?> config = map(yaml("prometheus.yaml"));
        for (Object file : list(config.get("rule_files"))) {
            assertThat(FOLDER.resolve(String.valueOf(file))).exists();
        }
        Map<String, ?> job = map(list(config.get("scrape_configs")).get(0));
        assertThat(job.get("metrics_path")).isEqualTo("/actuator/prometheus");
        assertThat(list(job.get("static_configs")))
                .extracting(
                        target -> String.valueOf(map(map(target).get("labels")).get("service")))
                .containsExactlyInAnyOrder("shard-router", "fraud-scorer", "notifier", "analytics-sink");
    }

    @Test
    void everyAlertSaysHowBadItIsAndWhatToDo() throws IOException {
        List<?> rules =
                list(map(list(map(yaml("alerts.yaml")).get("groups")).get(0)).get("rules"));
        Set<Object> names = new HashSet<>();
        assertThat(rules).isNotEmpty().allSatisfy(one -> {
            Map<String, ?> rule = map(one);
            assertThat(names.add(rule.get("alert")))
                    .as("once: " + rule.get("alert"))
                    .isTrue();
            assertBalanced(String.valueOf(rule.get("expr")));
            assertThat(map(rule.get("labels")).get("severity")).isIn("page", "ticket");
            assertThat(map(rule.get("annotations")).keySet()).isEqualTo(Set.of("summary", "action"));
        });
    }

    @Test
    void everyPanelAsksForSomething() throws IOException {
        // JSON is YAML too.
        Map<String, ?> dashboard = map(yaml("grafana-dashboard.json"));
        Set<Object> ids = new HashSet<>();
        assertThat(list(dashboard.get("panels"))).isNotEmpty().allSatisfy(one -> {
            Map<String, ?> panel = map(one);
            assertThat(ids.add(panel.get("id"))).isTrue();
            assertThat(list(panel.get("targets")))
                    .isNotEmpty()
                    .allSatisfy(
                            target -> assertBalanced(String.valueOf(map(target).get("expr"))));
        });
    }

    @Test
    void everyMetricAskedForIsMeasured() throws IOException {
        Set<String> asked = new TreeSet<>();
        for (String file : List.of("alerts.yaml", "grafana-dashboard.json")) {
            METRIC.matcher(Files.readString(FOLDER.resolve(file)))
                    .results()
                    .forEach(found -> asked.add(withoutEnding(found.group(1))));
        }
        assertThat(measured()).containsAll(asked);
    }

    @Test
    void everyMetricThatADocumentNamesIsMeasured() throws IOException {
        Set<String> named = new TreeSet<>();
        for (Path document : StyleTest.textFilesIn(Module.root().resolve("infra/docs"))) {
            if (!document.toString().endsWith(".md")) {
                continue;
            }
            METRIC.matcher(Files.readString(document))
                    .results()
                    .filter(found -> !NO_METRICS.contains(found.group(1)))
                    .forEach(found -> named.add(withoutEnding(found.group(1))));
        }
        assertThat(named).isNotEmpty();
        assertThat(measured()).containsAll(named);
    }

    private static Set<String> measured() throws IOException {
        Set<String> names = new TreeSet<>();
        for (Module module : Module.all()) {
            Path code = Module.root().resolve(module.name()).resolve("src/main/java");
            if (Files.exists(code)) {
                try (Stream<Path> files = Files.walk(code)) {
                    for (Path file : files.filter(one -> one.toString().endsWith(".java"))
                            .collect(Collectors.toList())) {
                        REGISTERED
                                .matcher(Files.readString(file))
                                .results()
                                .forEach(found ->
                                        names.add("groat_" + found.group(1).replace('.', '_')));
                    }
                }
            }
        }
        return names;
    }

    /** A metric's name as Prometheus has it ends with its unit and kind, of which it may have two. */
    private static String withoutEnding(String name) {
        String rest = name;
        for (int i = 0; i < 2; i++) {
            for (String ending : ENDINGS) {
                rest = rest.endsWith(ending) ? rest.substring(0, rest.length() - ending.length()) : rest;
            }
        }
        return rest;
    }

    private static void assertBalanced(String expression) {
        assertThat(expression).isNotBlank();
        for (String pair : List.of("()", "{}", "[]")) {
            assertThat(expression
                            .chars()
                            .filter(letter -> letter == pair.charAt(0))
                            .count())
                    .as(pair + " in " + expression)
                    .isEqualTo(expression
                            .chars()
                            .filter(letter -> letter == pair.charAt(1))
                            .count());
        }
    }

    private static Object yaml(String name) throws IOException {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(FOLDER.resolve(name)));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, ?> map(@Nullable Object value) {
        return (Map<String, ?>) Objects.requireNonNull(value);
    }

    private static List<?> list(@Nullable Object value) {
        return (List<?>) Objects.requireNonNull(value);
    }
}
