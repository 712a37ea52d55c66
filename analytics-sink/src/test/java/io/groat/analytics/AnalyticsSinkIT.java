package io.groat.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.webtest.AccessWalk;
import io.groat.web.http.RouteTable;
import org.junit.jupiter.api.Test;

/** The service as a whole: health, access. */
class AnalyticsSinkIT {

    private final RunningSink sink = RunningSink.shared();

    /** Every route with every role. */
    @Test
    void everyRouteIsForItsRolesAlone() {
        new AccessWalk(sink.http(), RunningSink.issuer().tokens()).check(sink.bean(RouteTable.class));
    }

    @Test
    void healthNamesItsParts() {
        assertThat(sink.health()).contains("\"cassandra\":{\"status\":\"UP\"", "\"ingest\":{\"status\":\"UP\"");
    }
}
