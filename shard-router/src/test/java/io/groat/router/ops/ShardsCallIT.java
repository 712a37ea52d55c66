package io.groat.router.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.router.RunningRouter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShardsCallIT {

    private final RunningRouter router = RunningRouter.shared();

    @Test
    void showsEachShardsLaneAndBacklog() {
        router.transfer(router.key(), RunningRouter.body(router.wallet(0, 100), router.wallet(1, 0), 10));

        router.http
                .get()
                .uri("/v1/shards")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.mapVersion")
                .isEqualTo(1)
                .jsonPath("$.shards[*].shard")
                .isEqualTo(List.of(0, 1, 2, 3))
                .jsonPath("$.shards[0].state")
                .isEqualTo("UP")
                .jsonPath("$.shards[0].trouble")
                .isEmpty()
                .jsonPath("$.shards[0].breaker")
                .isEqualTo("CLOSED")
                .jsonPath("$.shards[0].roundTripMs")
                .value(Double.class, millis -> assertThat(millis).isBetween(0.0, 500.0))
                .jsonPath("$.shards[0].lane.capacity")
                .isEqualTo(8192)
                .jsonPath("$.shards[0].lane.commands")
                .value(Integer.class, commands -> assertThat(commands).isPositive())
                .jsonPath("$.shards[0].lane.meanBatchSize")
                .value(Double.class, size -> assertThat(size).isGreaterThanOrEqualTo(1))
                .jsonPath("$.shards[0].accounts")
                .value(Integer.class, accounts -> assertThat(accounts).isNotNegative())
                .jsonPath("$.shards[0].outbox.waiting")
                .value(Integer.class, events -> assertThat(events).isPositive())
                .jsonPath("$.shards[0].pending.count")
                .value(Integer.class, count -> assertThat(count).isNotNegative());
    }

    @Test
    void reconcilesAndFindsNothing() {
        router.transfer(router.key(), RunningRouter.body(router.wallet(2, 100), router.wallet(3, 0), 10))
                .expectStatus()
                .isCreated();

        router.http
                .get()
                .uri("/v1/reconciliation")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.balanced")
                .isEqualTo(true)
                .jsonPath("$.shards.length()")
                .isEqualTo(4)
                .jsonPath("$.shards[2].entriesSum.EUR")
                .isEqualTo(0)
                .jsonPath("$.shards[2].differences")
                .isEmpty()
                .jsonPath("$.clearing[0].balanced")
                .isEqualTo(true)
                .jsonPath("$.inFlight.count")
                .isNumber()
                .jsonPath("$.checkedAt")
                .isNotEmpty();
    }

    @Test
    void countsWhatTheShardsHold() {
        try (RunningRouter fresh = RunningRouter.fresh()) {
            fresh.awaitShardsUp(4);
            String payer = fresh.wallet(0, 100);
            fresh.transfer("k-1", RunningRouter.body(payer, fresh.wallet(0, 0), 10));
            fresh.transfer("k-2", RunningRouter.body(payer, fresh.wallet(1, 7), 10));
            fresh.transfer("k-2", RunningRouter.body(payer, fresh.wallet(1, 0), 10));

            fresh.http
                    .get()
                    .uri("/analytics")
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .jsonPath("$.sinceStart.completed")
                    .isEqualTo(2)
                    .jsonPath("$.sinceStart.crossShardRatio")
                    .isEqualTo(0.5)
                    .jsonPath("$.total.accounts")
                    .isEqualTo(4)
                    .jsonPath("$.total.sums.EUR")
                    .isEqualTo(107)
                    .jsonPath("$.total.transfers")
                    .isEqualTo(2)
                    .jsonPath("$.total.crossShard")
                    .isEqualTo(1)
                    .jsonPath("$.shards[0].transfers")
                    .isEqualTo(2)
                    .jsonPath("$.shards[1].sums.EUR")
                    .isEqualTo(17)
                    .jsonPath("$.shards[1].transfers")
                    .isEqualTo(0);
        }
    }
}
