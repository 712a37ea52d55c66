package io.groat.infra.checks;

import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the documents point at is there: links and their anchors, files, classes. */
class DocumentsTest {

    private static final int FRONT_PAGE_LINES = 200;

    private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** A file by its name's ending; what begins with a slash is a path of a service. */
    private static final Pattern FILE =
            Pattern.compile("[\\w.-][\\w./-]*\\.(?:java|sql|cql|ya?ml|json|lua|js|html|css|md|xml|txt|sh)");

    /** Two words in one: a type of ours, of a library, or of an event; with a member or without. */
    private static final Pattern TYPE = Pattern.compile("((?:[A-Z]+[a-z0-9]+){2,}|\\w+IT)(?:\\.(\\w+)(?:\\(\\))?)?");

    /** Folders that the build and the stack make. */
    private static final Set<String> MADE = Set.of("target", ".groat");

    /** Names of headers that look like a type's. */
    private static final Set<String> HEADERS = Set.of("RateLimit");

    private static final String EVENT_TYPES = "/infra/platform/events/src/main/java/io/groat/event/EventType.java";

    private static final Pattern DECLARED = Pattern.compile("\\b(?:class|record|enum|interface) (\\w+)");
    private static final Pattern IMPORTED = Pattern.compile("(?m)^import (?:static )?[\\w.]+\\.(\\w+);");

    private static final Pattern TABLE = Pattern.compile("(?im)^CREATE TABLE (?:IF NOT EXISTS )?(\\w+)");
    private static final Pattern MIGRATION = Pattern.compile(".*/main/resources/(?:db/shard|cql)/V\\d+__\\w+\\.[sc]ql");
    private static final Pattern EVENT = Pattern.compile("(?m)^ {4}(\\w+)\\(Topic\\.");

    private static List<Path> documents = List.of();
    private static Set<String> files = Set.of();
    private static final Map<String, List<Path>> DECLARED_IN = new HashMap<>();
    private static final Set<String> FOREIGN = new HashSet<>();

    @BeforeAll
    static void readTheProject() throws IOException {
        List<Path> texts = StyleTest.textFilesIn(Module.root());
        documents =
                texts.stream().filter(file -> file.toString().endsWith(".md")).collect(toList());
        files = new HashSet<>();
        for (Path file : texts) {
            files.add("/" + Module.root().relativize(file));
            if (file.toString().endsWith(".java")) {
                String code = Files.readString(file);
                DECLARED.matcher(code)
                        .results()
                        .forEach(found -> DECLARED_IN
                                .computeIfAbsent(found.group(1), name -> new ArrayList<>())
                                .add(file));
                IMPORTED.matcher(code).results().forEach(found -> FOREIGN.add(found.group(1)));
            }
        }
        assertThat(documents).contains(Module.root().resolve("README.md"));
    }

    @Test
    void theFrontPageIsShort() throws IOException {
        assertThat(Files.readAllLines(Module.root().resolve("README.md"))).hasSizeLessThanOrEqualTo(FRONT_PAGE_LINES);
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        Set<String> broken = new TreeSet<>();
        for (Path document : documents) {
            for (MatchResult link : found(LINK, textOf(document))) {
                problemOf(document, link.group(1)).ifPresent(broken::add);
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void everyFileThatIsNamedIsThere() throws IOException {
        Set<String> missing = new TreeSet<>();
        for (Path document : documents) {
            for (MatchResult span : found(CODE, textOf(document))) {
                String name = span.group(1).replaceFirst("^\\./", "").split(" ", 2)[0];
                if (isOurFile(name) && !isThere(name)) {
                    missing.add(nameOf(document) + ": " + name);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyClassThatIsNamedIsThere() throws IOException {
        Set<String> missing = new TreeSet<>();
        for (Path document : documents) {
            for (MatchResult span : found(CODE, textOf(document))) {
                for (MatchResult type : found(TYPE, span.group(1))) {
                    if (type.group().equals(span.group(1)) && !isType(type.group(1), type.group(2))) {
                        missing.add(nameOf(document) + ": " + type.group());
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyTableAndEveryEventIsInTheOverview() throws IOException {
        String overview = Files.readString(Module.root().resolve("infra/docs/data.md"));
        Set<String> names = new TreeSet<>();
        for (String file : files) {
            if (MIGRATION.matcher(file).matches()) {
                found(TABLE, textOf(file)).forEach(table -> names.add("`" + table.group(1) + "`"));
            }
        }
        found(EVENT, textOf(EVENT_TYPES)).forEach(event -> names.add(event.group(1)));

        assertThat(names).contains("`ledger_entries`", "`scores`", "`inbox`", "`aggregates`", "PaymentFailed");
        assertThat(names).filteredOn(name -> !overview.contains(name)).isEmpty();
    }

    private static Optional<String> problemOf(Path document, String link) throws IOException {
        if (ELSEWHERE.matcher(link).matches()) {
            return Optional.empty();
        }
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
        boolean leads = Files.exists(target)
                && (parts.length == 1 || anchorsOf(Files.readString(target)).contains(parts[1]));
        return leads ? Optional.empty() : Optional.of(nameOf(document) + ": " + link);
    }

    /** As GitHub names headings: small letters, no punctuation, hyphens for spaces, a number for those that repeat. */
    private static Set<String> anchorsOf(String text) {
        Set<String> anchors = new HashSet<>();
        for (MatchResult heading : found(HEADING, FENCED.matcher(text).replaceAll(""))) {
            String anchor = heading.group(1)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                    .replace(' ', '-');
            int repeat = 0;
            while (!anchors.add(repeat == 0 ? anchor : anchor + "-" + repeat)) {
                repeat++;
            }
        }
        return anchors;
    }

    private static boolean isOurFile(String name) {
        String first = name.split("/", 2)[0];
        boolean inFolder = name.contains("/")
                && !first.isEmpty()
                && !MADE.contains(first)
                && Files.isDirectory(Module.root().resolve(first));
        return (inFolder && name.matches("[\\w./-]+")) || FILE.matcher(name).matches();
    }

    private static boolean isThere(String name) {
        return Files.exists(Module.root().resolve(name)) || files.stream().anyMatch(file -> file.endsWith("/" + name));
    }

    private static boolean isType(String name, @Nullable String member) throws IOException {
        List<Path> declared = DECLARED_IN.getOrDefault(name, List.of());
        if (declared.isEmpty()) {
            return HEADERS.contains(name) || FOREIGN.contains(name) || isEventType(name);
        }
        for (Path file : declared) {
            if (member == null
                    || Pattern.compile("\\b" + member + "\\b")
                            .matcher(Files.readString(file))
                            .find()) {
                return true;
            }
        }
        return false;
    }

    private static boolean isEventType(String name) throws IOException {
        return found(EVENT, textOf(EVENT_TYPES)).stream()
                .anyMatch(event -> event.group(1).equals(name));
    }

    /** @param file as {@link #files} has it */
    private static String textOf(String file) throws IOException {
        return Files.readString(Module.root().resolve(file.substring(1)));
    }

    /** Without what stands in fences: examples. */
    private static String textOf(Path document) throws IOException {
        return FENCED.matcher(Files.readString(document)).replaceAll("");
    }

    private static List<MatchResult> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().collect(toList());
    }

    private static String nameOf(Path document) {
        return Module.root().relativize(document).toString();
    }
}
