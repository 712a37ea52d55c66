package io.groat.infra.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The calls of services that publish no OpenAPI document: {@code calls.json}, beside this class, has an example of each
 * body, the query's parameters, and the codes of a service's own problems.
 */
public final class KnownCalls {

    private static final String FILE = "calls.json";

    private final JsonNode service;

    private KnownCalls(JsonNode service) {
        this.service = service;
    }

    /** Nothing is known of a service that is not in the file. */
    public static KnownCalls of(String service) {
        try (InputStream file = Objects.requireNonNull(KnownCalls.class.getResourceAsStream(FILE), FILE)) {
            return new KnownCalls(new JsonMapper().readTree(file).path(service));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** By {@link ApiCall#name}; calls without parameters and bodies are not among them. */
    public Map<String, ApiCall> calls() {
        Map<String, ApiCall> calls = new HashMap<>();
        service.path("calls").forEachEntry((name, known) -> {
            String[] parts = name.split(" ", 2);
            List<String> parameters = new ArrayList<>();
            known.path("parameters").forEach(parameter -> parameters.add(parameter.asString()));
            @Nullable String type = known.has("type") ? known.path("type").asString() : null;
            calls.put(
                    name, new ApiCall(parts[0], parts[1], parameters, type, type == null ? null : known.path("body")));
        });
        return calls;
    }

    /** Of the service's own problems, beside those that any service may have. */
    public Set<String> codes() {
        Set<String> codes = new HashSet<>();
        service.path("codes").forEach(code -> codes.add(code.asString()));
        return codes;
    }
}
