package io.groat.web.guard;

import io.groat.web.access.Access;
import io.groat.web.access.Role;
import io.groat.web.access.Scope;
import java.util.List;
import java.util.Optional;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Who may see what libraries serve beside our own routes. What is neither a route nor here is not there for anyone. */
public final class SidePaths {

    private static final Access OPERATIONS = Access.of(Scope.OPERATIONS, Role.ADMIN);

    /** @param fromHere whether callers on this machine need no token, as a scraper beside the service */
    public record SidePath(PathPattern pattern, Access access, boolean fromHere) {}

    private static final List<SidePath> ALL = List.of(
            open("/actuator/health/**"),
            local("/actuator/**"),
            open("/v3/api-docs/**"),
            open("/swagger-ui.html"),
            open("/swagger-ui/**"),
            open("/webjars/**"));

    private SidePaths() {}

    public static List<SidePath> all() {
        return ALL;
    }

    static Optional<SidePath> find(PathContainer path) {
        return ALL.stream().filter(side -> side.pattern().matches(path)).findFirst();
    }

    private static SidePath open(String pattern) {
        return new SidePath(PathPatternParser.defaultInstance.parse(pattern), Access.PUBLIC, false);
    }

    private static SidePath local(String pattern) {
        return new SidePath(PathPatternParser.defaultInstance.parse(pattern), OPERATIONS, true);
    }
}
