package io.groat.notifier;

import io.groat.infra.webtest.AccessWalk;
import io.groat.web.http.RouteTable;
import org.junit.jupiter.api.Test;

/** The service as a whole. */
class NotifierIT {

    private final RunningNotifier notifier = RunningNotifier.shared();

    /** Every route with every role. */
    @Test
    void everyRouteIsForItsRolesAlone() {
        new AccessWalk(notifier.http(), RunningNotifier.issuer().tokens()).check(notifier.bean(RouteTable.class));
    }
}
