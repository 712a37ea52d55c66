package io.groat.router.auth.call;

import io.groat.router.auth.problem.AuthProblem;
import io.groat.router.problem.MoneyProblems;
import io.groat.web.access.Access;
import io.groat.web.access.Limit;
import io.groat.web.access.Rate;
import io.groat.web.access.Role;
import io.groat.web.access.Scope;
import io.groat.web.http.Call;

/** Who may make these calls, and how often from one address. */
final class AuthLimits {

    static final Access REGISTER = Access.PUBLIC.limited(Limit.guarding("register", Rate.parse("20/m")));
    static final Access LOGIN = Access.PUBLIC.limited(Limit.guarding("login", Rate.parse("30/m")));
    static final Access CODES = Access.PUBLIC.limited(Limit.guarding("codes", Rate.parse("30/m")));
    static final Access REFRESH = Access.PUBLIC.limited(Limit.guarding("refresh", Rate.parse("120/m")));

    /** For people who are in; API keys have no sessions and no passwords. */
    static final Access OWN = Access.of(Scope.SESSIONS, Role.USER);
    /** The same for what takes a password or a code. */
    static final Access OWN_SECRETS = OWN.limited(Limit.guarding("credentials", Rate.parse("30/m")));

    /** What any of these calls may be refused for while something it needs is busy or away. */
    static <T> Call<T> mayBeBusy(Call<T> call) {
        return call.refuses(AuthProblem.LOCKED_OUT, AuthProblem.AUTH_BUSY, AuthProblem.AUTH_UNAVAILABLE)
                .refuses(MoneyProblems.onShards());
    }

    private AuthLimits() {}
}
