package io.groat.infra.drill.fuzz;

import io.groat.infra.launcher.console.LauncherException;
import io.groat.infra.launcher.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The table of who may call what in {@code infra/docs/access.md}, which each service's own test holds to its routes. */
final class CallTable {

    private static final Pattern ROW =
            Pattern.compile("^\\| ([a-z, -]+) \\| `([A-Z]+ /\\S*)` \\| ([^|]+) \\|", Pattern.MULTILINE);
    private static final String EVERYONE = "everyone";

    private final String page;

    private CallTable(String page) {
        this.page = page;
    }

    static CallTable read() {
        Path file = Workspace.current().root().resolve("infra/docs/access.md");
        try {
            return new CallTable(Files.readString(file));
        } catch (IOException e) {
            throw new LauncherException("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** A service's calls, each with the roles that may make it; none for everyone. */
    Map<String, Set<String>> of(String service) {
        Map<String, Set<String>> calls = new LinkedHashMap<>();
        ROW.matcher(page)
                .results()
                .filter(row -> Arrays.asList(row.group(1).split(", ", -1)).contains(service))
                .forEach(row -> calls.put(row.group(2), roles(row.group(3).strip())));
        return calls;
    }

    private static Set<String> roles(String text) {
        return text.equals(EVERYONE)
                ? Set.of()
                : Arrays.stream(text.split(", ", -1))
                        .map(word -> word.replace(" (own)", ""))
                        .collect(Collectors.toSet());
    }
}
