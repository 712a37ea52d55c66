package io.groat.infra.webtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.web.access.Role;
import io.groat.web.access.Scope;
import io.groat.web.http.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The table of a service in {@code infra/docs/access.md}: who may make each of its calls, as its routes say. */
final class AccessTable {

    private static final String HEAD = "| call | who | scope |\n|---|---|---|\n";

    private AccessTable() {}

    /** Checks that the page has the table, or writes it, when documents are to be written. */
    static void check(String service, List<Route> routes) {
        Path page = ProjectFolder.get().resolve("infra/docs/access.md");
        String table = of(routes);
        try {
            if (WrittenDocuments.areToBeWritten()) {
                write(page, service, table);
            }
            String text = Files.readString(page);
            MatchResult there = find(text, service);
            assertThat(there.group(1))
                    .as("the table under \"### %s\" in %s, which %s", service, page, WrittenDocuments.HOW)
                    .isEqualTo(table);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String of(List<Route> routes) {
        return routes.stream()
                .sorted(Comparator.comparing(Route::pattern)
                        .thenComparing(route -> route.method().name()))
                .map(AccessTable::row)
                .collect(Collectors.joining("", HEAD, ""));
    }

    private static String row(Route route) {
        Scope scope = route.access().scope();
        String who = route.access().roles().stream().sorted().map(Role::text).collect(Collectors.joining(", "));
        return "| `%s` | %s | %s |\n"
                .formatted(
                        route.name(), who.isEmpty() ? "everyone" : who, scope == null ? "" : "`" + scope.text() + "`");
    }

    /** The table is group 1. */
    private static MatchResult find(String page, String service) {
        return Pattern.compile("(?m)^### " + service + "\n\n((?:\\|.*\n)*)")
                .matcher(page)
                .results()
                .findFirst()
                .orElseThrow(() -> new AssertionError("access.md has no heading \"### " + service + "\""));
    }

    /** One service after the other: builds of several may write at once. */
    private static void write(Path page, String service, String table) throws IOException {
        try (FileChannel guard = FileChannel.open(page, StandardOpenOption.WRITE);
                FileLock held = guard.lock()) {
            assertThat(held.isValid()).isTrue();
            String text = Files.readString(page, StandardCharsets.UTF_8);
            MatchResult there = find(text, service);
            Files.writeString(page, text.substring(0, there.start(1)) + table + text.substring(there.end(1)));
        }
    }
}
