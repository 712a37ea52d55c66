package io.groat.router.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.router.RunningRouter;
import io.groat.web.guard.SecurityHeaders;
import io.groat.web.http.RouteTable;
import io.groat.web.limit.LimitFilter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.security.web.server.WebFilterChainProxy;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebHandler;
import org.springframework.web.server.handler.DefaultWebFilterChain;
import reactor.core.publisher.Mono;

/**
 * What it costs to know the caller: processor time of all filters before a transfer, with a key that was checked before,
 * against the same look-up of the route without them. Reports and judges nothing; runs on demand: {@code -Dcost=true}.
 */
@EnabledIfSystemProperty(named = "cost", matches = "true", disabledReason = "a measurement, not a test")
class AccessCostIT {

    private static final Logger LOG = LoggerFactory.getLogger(AccessCostIT.class);
    private static final int WARM_UP = 60_000;
    private static final int MEASURED = 60_000;
    private static final int ROUNDS = 5;

    private final RunningRouter router = RunningRouter.shared();
    private final RouteTable routes = router.bean(RouteTable.class);
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    @Test
    void whatItCostsToKnowTheCaller() {
        WebHandler end = exchange -> {
            assertThat(routes.match(exchange)).isNotNull();
            return Mono.empty();
        };
        DefaultWebFilterChain guarded = new DefaultWebFilterChain(
                end,
                List.<WebFilter>of(
                        router.bean(SecurityHeaders.class),
                        router.bean(WebFilterChainProxy.class),
                        router.bean(LimitFilter.class)));
        DefaultWebFilterChain open = new DefaultWebFilterChain(end, List.of());
        router.get("/v1/shards").expectStatus().isOk();
        run(open, WARM_UP);
        run(guarded, WARM_UP);

        double least = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            least = Math.min(least, run(guarded, MEASURED) - run(open, MEASURED));
        }

        LOG.warn("Knowing the caller takes {} µs of processor time a transfer", "%.1f".formatted(least));
    }

    /** Microseconds of this thread's processor time for one. */
    private double run(DefaultWebFilterChain chain, int count) {
        long begin = threads.getCurrentThreadCpuTime();
        for (int number = 0; number < count; number++) {
            chain.filter(MockServerWebExchange.from(MockServerHttpRequest.post("/v1/transfers")
                            .header("Authorization", "Bearer " + RunningRouter.OPERATOR.text())
                            .header("Content-Type", "application/json")
                            .header("Idempotency-Key", "key")))
                    .block();
        }
        return (threads.getCurrentThreadCpuTime() - begin) / 1_000.0 / count;
    }
}
