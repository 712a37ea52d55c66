package io.groat.web.http;

import io.groat.web.problem.ProblemCode;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a call takes and gives, for those who make it.
 *
 * @param operation its name, such as {@code openAccount}
 * @param summary what it does, in a line
 * @param details what else there is to know
 * @param group under which it is shown
 * @param path what each variable of its path means, by name
 * @param strictQuery whether other parameters than its own are refused
 * @param takes its body; null when it takes none
 * @param gives its answers
 * @param refuses problems of its own; those that any such call may have follow from the rest
 */
public record Description(
        String operation,
        String summary,
        String details,
        String group,
        Map<String, String> path,
        List<Query<?>> queries,
        boolean strictQuery,
        List<HeaderField> headers,
        @Nullable Content takes,
        List<Outcome> gives,
        Set<ProblemCode> refuses) {

    public Description {
        if (operation.isBlank() || summary.isBlank() || gives.isEmpty()) {
            throw new IllegalArgumentException("a call has a name, a summary and an answer: " + operation);
        }
        path = Map.copyOf(path);
        queries = List.copyOf(queries);
        headers = List.copyOf(headers);
        gives = List.copyOf(gives);
        refuses = Collections.unmodifiableSet(new LinkedHashSet<>(refuses));
    }
}
