package io.groat.router.http;

import io.groat.infra.fuzz.Wallets;
import io.groat.infra.fuzz.http.RawHttp;
import io.groat.infra.webtest.FuzzWalk;
import io.groat.router.RunningRouter;
import io.groat.web.access.Role;
import io.groat.web.http.RouteTable;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Odd requests to every call: refused as documented, with nothing broken and no money moved. */
class FuzzIT {

    private static final int REQUESTS = 800;

    @Test
    void nothingBreaksAndNoMoneyMoves() throws IOException {
        try (RunningRouter router = RunningRouter.fresh("--groat.limits.enabled=false");
                RawHttp http = new RawHttp("127.0.0.1", router.port(), Duration.ofSeconds(30))) {
            router.awaitShardsUp(4);
            Wallets wallets = Wallets.open(http, RunningRouter.OPERATOR.text(), "fuzz");
            Map<Role, String> tokens = new EnumMap<>(RunningRouter.ISSUER.tokens());
            tokens.put(Role.USER, RunningRouter.ISSUER.token(wallets.payer(), "user"));

            new FuzzWalk("shard-router", router.port(), tokens, router.contract())
                    .check(router.bean(RouteTable.class), Set.of(), wallets.samples(), wallets, REQUESTS);
        }
    }
}
