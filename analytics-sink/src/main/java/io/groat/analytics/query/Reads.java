package io.groat.analytics.query;

import io.groat.web.access.Access;
import io.groat.web.access.Role;
import io.groat.web.access.Scope;

/** Who may do what here. */
final class Reads {

    /** For those who look. */
    public static final Access FIGURES = Access.of(Scope.ANALYTICS, Role.ANALYST, Role.ADMIN);

    /** For those who have figures made anew. */
    public static final Access REBUILDS = Access.of(Scope.OPERATIONS, Role.ADMIN);

    private Reads() {}
}
