package io.groat.posting;

import static io.groat.posting.ShardText.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.account.AccountIdentity;
import io.groat.account.AccountRef;
import io.groat.money.CurrencyCode;
import io.groat.shard.SlottedId;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferKind;
import io.groat.transfer.TransferNote;
import io.groat.transfer.TransferOrder;
import io.groat.transfer.TransferStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which movements are told of by an order, a payout or a dispute. */
class OutsideStepsTest {

    private static final String ID = "01990000-0000-7000-8000-000000000001";

    @ParameterizedTest
    @CsvSource({
        "DEPOSIT, ada/order/ID/pay_1, true",
        "DEPOSIT, ada/salary, false",
        "DEPOSIT, ada/order/mine/pay_1, false",
        "WITHDRAWAL, payout/ID, true",
        "WITHDRAWAL, payout/mine, false",
        "WITHDRAWAL, rent, false",
        "REFUND, payout/ID, false",
        "REFUND, back, false",
        "REVERSAL, return/ID, true",
        "REVERSAL, undo/ID, true",
        "REVERSAL, dispute/ID, false",
        "REVERSAL, dispute/ID/rest, false",
        "REVERSAL, wrong, false",
        "TRANSFER, payout/ID, false",
        "SUSPENSE, suspense/ID/pay_1, false",
    })
    void theirKeysTell(String kind, String key, boolean expected) {
        CurrencyCode currency = CurrencyCode.of("EUR");
        AccountIdentity account =
                new AccountIdentity(SlottedId.create(SlottedId.Kind.ACCOUNT, 7, NOW), "ada", AccountRef.MAIN, currency);
        Transfer transfer = Transfer.begin(
                new TransferOrder(
                        SlottedId.create(SlottedId.Kind.TRANSFER, 7, NOW),
                        key.replace("ID", ID),
                        new AccountRef.ByUser("ada"),
                        account,
                        new AccountRef.ByUser("ben"),
                        account,
                        0,
                        0,
                        5,
                        currency,
                        TransferNote.NONE,
                        new TransferKind(kind),
                        null),
                TransferStatus.COMPLETED,
                null,
                NOW);
        assertThat(OutsideSteps.isOne(transfer)).isEqualTo(expected);
    }
}
