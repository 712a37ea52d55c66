package io.groat.infra.checks;

import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Style that the text of the files shows and the formatter does not see to. */
class StyleTest {
    private static final int MOST_LINES = 400;

    private static final Set<String> NOT_OURS = Set.of("target", ".git", ".groat", ".mvn", "node_modules");
    private static final Pattern TEXT = Pattern.compile(
            ".+\\.(java|xml|ya?ml|properties|sql|cql|md|json|html|css|js|sh|conf)|Dockerfile|run|up|down|status|logs|bench");

    /** Files whose work is to wait, by name, with the reason. Everybody else polls through them or has a timer. */
    private static final Map<String, String> SLEEPERS = Map.of(
            "Poll.java", "the launcher's one loop that looks again until a server is up",
            "Watch.java", "the launcher looks from time to time whether its parts still run",
            "LogsCommand.java", "follows a log file, which nothing announces",
            "RouterClient.java", "the demonstration asks again when it was turned away");

    private static final Pattern LEFT_TO_DO = Pattern.compile("\\b(?:TO" + "DO|FIX" + "ME)\\b");
    private static final Pattern SLEEP =
            Pattern.compile("\\bThread\\.sle" + "ep\\b|\\bTimeUnit\\.\\w+\\.sle" + "ep\\b");

    private static List<Path> files = List.of();

    @BeforeAll
    static void findTheFiles() throws IOException {
        files = textFilesIn(Module.root());
        assertThat(files).isNotEmpty();
    }

    @Test
    void noMainClassIsLongerThanCanBeRead() {
        assertThat(files)
                .filteredOn(file -> isJava(file) && file.toString().contains("/src/main/"))
                .allSatisfy(file -> assertThat(linesOf(file)).hasSizeLessThanOrEqualTo(MOST_LINES));
    }

    @Test
    void everyPackageIsNullMarked() {
        List<Path> packages = files.stream()
                .filter(StyleTest::isJava)
                .filter(file -> !file.endsWith("module-info.java"))
                .flatMap(file -> Stream.ofNullable(file.getParent()))
                .distinct()
                .collect(toList());

        assertThat(packages)
                .allSatisfy(folder -> assertThat(folder.resolve("package-info.java"))
                        .content()
                        .contains("@NullMarked"));
    }

    @Test
    void nothingIsLeftToDoInAComment() {
        assertThat(linesWhere(file -> true, line -> LEFT_TO_DO.matcher(line).find()))
                .isEmpty();
    }

    @Test
    void noTabs() {
        assertThat(linesWhere(file -> true, line -> line.indexOf('\t') >= 0)).isEmpty();
    }

    @Test
    void nobodySleepsToWait() {
        assertThat(linesWhere(
                        file -> isJava(file) && !SLEEPERS.containsKey(String.valueOf(file.getFileName())),
                        line -> SLEEP.matcher(line).find()))
                .isEmpty();
    }

    private static boolean isJava(Path file) {
        return file.toString().endsWith(".java");
    }

    /** Each line found, with its place: {@code notifier/pom.xml:12: text}. */
    private static List<String> linesWhere(Predicate<Path> inFile, Predicate<String> offends) {
        return files.stream()
                .filter(inFile)
                .flatMap(file -> {
                    List<String> lines = linesOf(file);
                    return IntStream.range(0, lines.size())
                            .filter(index -> offends.test(lines.get(index)))
                            .mapToObj(index -> Module.root().relativize(file) + ":" + (index + 1) + ": "
                                    + lines.get(index).strip());
                })
                .collect(toList());
    }

    private static List<String> linesOf(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read " + file, failure);
        }
    }

    /** Text that is ours, below a folder. */
    static List<Path> textFilesIn(Path root) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return NOT_OURS.contains(String.valueOf(folder.getFileName()))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (TEXT.matcher(String.valueOf(file.getFileName())).matches()) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }
}
