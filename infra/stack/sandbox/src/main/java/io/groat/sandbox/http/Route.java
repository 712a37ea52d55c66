package io.groat.sandbox.http;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is done at a path.
 *
 * @param path with names in braces for parts that may be anything: {@code /orders/{id}}
 */
public record Route(String method, String path, Function<Call, Reply> work) {

    public static Route get(String path, Function<Call, Reply> work) {
        return new Route("GET", path, work);
    }

    public static Route post(String path, Function<Call, Reply> work) {
        return new Route("POST", path, work);
    }

    /** What the names stand for; empty where it is another path. */
    Optional<Map<String, String>> match(String asked) {
        String[] mine = path.split("/", -1);
        String[] theirs = asked.split("/", -1);
        if (mine.length != theirs.length) {
            return Optional.empty();
        }
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < mine.length; i++) {
            if (mine[i].startsWith("{")) {
                variables.put(mine[i].substring(1, mine[i].length() - 1), theirs[i]);
            } else if (!mine[i].equals(theirs[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }
}
