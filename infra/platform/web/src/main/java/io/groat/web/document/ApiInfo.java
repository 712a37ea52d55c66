package io.groat.web.document;

import io.groat.web.problem.ProblemCode;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the document says of the API as a whole. A service with such a bean has a document.
 *
 * @param summary what it is for, in a line
 * @param description what holds for all calls
 * @param groups what each group of calls is about, by its name
 * @param codes the service's own problems
 * @param problemMembers what each member that only some problems have means, by name
 * @param problemNumbers the same of members that are whole numbers
 */
public record ApiInfo(
        String title,
        String summary,
        String description,
        Map<String, String> groups,
        List<ProblemCode> codes,
        Map<String, String> problemMembers,
        Map<String, String> problemNumbers) {

    /** Without members of problems that are numbers. */
    public ApiInfo(
            String title,
            String summary,
            String description,
            Map<String, String> groups,
            List<ProblemCode> codes,
            Map<String, String> problemMembers) {
        this(title, summary, description, groups, codes, problemMembers, Map.of());
    }

    public ApiInfo {
        codes = List.copyOf(codes);
        groups = Collections.unmodifiableMap(new TreeMap<>(groups));
        problemMembers = Collections.unmodifiableMap(new TreeMap<>(problemMembers));
        problemNumbers = Collections.unmodifiableMap(new TreeMap<>(problemNumbers));
    }
}
