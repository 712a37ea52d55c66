package io.groat.infra.fuzz;

import java.util.Map;

/**
 * What is there in the service that is asked, so that not all requests fail for the same reason.
 *
 * @param variables values of variables in paths, by the variable's name or, before that, by pattern and name:
 *     {@code /v1/accounts/{id}#id}
 * @param fields values of text fields in bodies, by their name
 */
public record Samples(Map<String, String> variables, Map<String, String> fields) {

    private static final String NOBODY = "0192f0a0-0000-7000-8000-000000000000";

    public Samples {
        variables = Map.copyOf(variables);
        fields = Map.copyOf(fields);
    }

    String variable(String pattern, String name) {
        return variables.getOrDefault(pattern + "#" + name, variables.getOrDefault(name, NOBODY));
    }
}
