package io.groat.infra.webtest;

import io.groat.web.access.Role;
import io.groat.web.http.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The table of who may call what, in {@code infra/docs/access.md}. */
public final class AccessTable {

    private static final Pattern ROW =
            Pattern.compile("^\\| ([a-z, -]+) \\| `([A-Z]+ /\\S*)` \\| ([^|]+) \\|", Pattern.MULTILINE);
    private static final String EVERYONE = "everyone";

    private AccessTable() {}

    /** Of one service: the roles that may make each call, none for everyone. */
    public static Map<String, Set<Role>> of(String service) {
        Map<String, Set<Role>> calls = new TreeMap<>();
        ROW.matcher(page())
                .results()
                .filter(row -> Arrays.asList(row.group(1).split(", ")).contains(service))
                .forEach(row -> calls.put(row.group(2), roles(row.group(3))));
        return calls;
    }

    /** The same of routes, as the code has it. */
    public static Map<String, Set<Role>> of(List<Route> routes) {
        Map<String, Set<Role>> calls = new TreeMap<>();
        routes.forEach(route -> calls.put(
                route.method() + " " + route.pattern(),
                new TreeSet<>(route.access().roles())));
        return calls;
    }

    private static Set<Role> roles(String text) {
        return text.strip().equals(EVERYONE)
                ? Set.of()
                : Arrays.stream(text.strip().split(", "))
                        .map(word -> Role.find(word.replace(" (own)", "")).orElseThrow())
                        .sorted(Comparator.naturalOrder())
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String page() {
        try {
            return Files.readString(ProjectFolder.get().resolve("infra/docs/access.md"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
