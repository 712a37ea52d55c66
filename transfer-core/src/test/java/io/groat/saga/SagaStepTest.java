package io.groat.saga;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.account.AccountIdentity;
import io.groat.account.AccountRef;
import io.groat.money.CurrencyCode;
import io.groat.refusal.Refusal;
import io.groat.transfer.CreditOutcome;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferNote;
import io.groat.transfer.TransferOrder;
import io.groat.transfer.TransferStatus;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SagaStepTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
                    payer shard   | not asked | credited | refused
                    HELD          | WAIT      | WAIT     | WAIT
                    PENDING       | CREDIT    | SETTLE   | SETTLE
                    COMPLETED     | DONE      | DONE     | DONE
                    FAILED        | DONE      | DONE     | DONE
                    CANCELLED     | DONE      | DONE     | DONE
                    """)
    void next(TransferStatus status, SagaStep notAsked, SagaStep credited, SagaStep refused) {
        Transfer transfer = transfer(status);
        Instant at = transfer.createdAt();

        assertThat(SagaStep.next(transfer, null)).isEqualTo(notAsked);
        assertThat(SagaStep.next(transfer, new CreditOutcome(transfer.id(), true, null, null, null, at)))
                .isEqualTo(credited);
        assertThat(SagaStep.next(
                        transfer, new CreditOutcome(transfer.id(), false, Refusal.ACCOUNT_CLOSED, null, null, at)))
                .isEqualTo(refused);
    }

    static Transfer transfer(TransferStatus status) {
        CurrencyCode eur = CurrencyCode.of("EUR");
        AccountIdentity payer = new AccountIdentity(new UUID(1, 1), "alice", "main", eur);
        TransferOrder order = new TransferOrder(
                new UUID(8, 8),
                "key",
                new AccountRef.ByUser("alice"),
                payer,
                new AccountRef.ByUser("bob"),
                null,
                0,
                1,
                10,
                eur,
                TransferNote.NONE);
        return Transfer.begin(
                order, status, status == TransferStatus.FAILED ? Refusal.ACCOUNT_FROZEN : null, Instant.EPOCH);
    }
}
