package io.groat.router.transfer;

import static io.groat.router.RunningRouter.body;

import io.groat.router.RunningRouter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransferCallIT {

    private final RunningRouter router = RunningRouter.shared();

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void movesMoney(int payeeShard) {
        String payer = router.wallet(0, 1_000);
        String payee = router.wallet(payeeShard, 0);

        router.transfer(router.key(), body(payer, payee, 300))
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueMatches("Location", "/v1/transfers/.+")
                .expectBody()
                .consumeWith(System.out::println)
                .jsonPath("$.status")
                .isEqualTo("COMPLETED");
    }
}
