package io.groat.infra.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Redocly finds nothing to say about the services' OpenAPI documents. Needs Node, and the registry of npm once; is left out
 * where one of them is missing.
 */
class OpenApiLintTest {

    private static final Path DOCUMENTS = Module.root().resolve("infra/docs/api");
    private static final Path SOURCE = Module.root().resolve("infra/testing/checks/src/test/resources/lint");
    private static final Path FOLDER = Module.root().resolve("infra/testing/checks/target/lint");
    private static final Pattern AWAY =
            Pattern.compile("code (ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTCACHED)");
    private static final List<String> FILES = List.of("package.json", "package-lock.json", "redocly.yaml");

    @Test
    void noDocumentHasAFault() throws IOException, InterruptedException {
        assumeTrue(
                isOnPath("node") && isOnPath("npm"), "OpenAPI documents are not linted: there is no node and npm here");
        install();
        List<String> command = new ArrayList<>(
                List.of("node", "node_modules/@redocly/cli/bin/cli.js", "lint", "--config", "redocly.yaml"));
        documents().forEach(document -> command.add(document.toString()));

        assertThat(documents()).hasSize(4);
        assertThat(run(command)).contains("valid");
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.list(DOCUMENTS)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    /** As the lock file says, from npm's own cache where it can. */
    private static void install() throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        boolean same = true;
        for (String name : FILES) {
            Path copy = FOLDER.resolve(name);
            same &= Files.exists(copy) && Files.mismatch(SOURCE.resolve(name), copy) == -1;
            Files.copy(SOURCE.resolve(name), copy, StandardCopyOption.REPLACE_EXISTING);
        }
        if (!same || !Files.exists(FOLDER.resolve("node_modules/@redocly/cli/bin/cli.js"))) {
            List<String> command =
                    List.of("npm", "ci", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts");
            Outcome outcome = outcome(command);
            assumeFalse(
                    AWAY.matcher(outcome.text()).find(),
                    "OpenAPI documents are not linted: npm's registry cannot be reached from here");
            outcome.assertSuccess();
        }
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Outcome outcome = outcome(command);
        outcome.assertSuccess();
        return outcome.text();
    }

    private static Outcome outcome(List<String> command) throws IOException, InterruptedException {
        Path output = FOLDER.resolve("output.txt");
        ProcessBuilder process = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        process.environment()
                .putAll(Map.of("REDOCLY_TELEMETRY", "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE", "true", "NO_COLOR", "1"));
        int exit = process.start().waitFor();
        return new Outcome(command, exit, Files.readString(output, StandardCharsets.UTF_8));
    }

    private record Outcome(List<String> command, int exit, String text) {
        void assertSuccess() {
            assertThat(exit).as("%s says %s", command, text).isZero();
        }
    }

    private static boolean isOnPath(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
