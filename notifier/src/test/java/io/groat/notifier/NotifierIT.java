package io.groat.notifier;

import io.groat.infra.webtest.AccessWalk;
import io.groat.web.http.RouteTable;
import org.junit.jupiter.api.Test;

/** The service as a whole. */
class NotifierIT {

    private final RunningNotifier notifier = RunningNotifier.shared();

    /** Every route with every role; infra/docs/access.md says the same. */
    @Test
    void everyRouteIsForWhomTheReadmeSays() {
        new AccessWalk(notifier.http(), RunningNotifier.issuer().tokens())
                .check("notifier", notifier.bean(RouteTable.class));
    }
}
