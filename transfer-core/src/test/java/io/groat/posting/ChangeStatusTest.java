package io.groat.posting;

import static io.groat.posting.ShardText.EUR;
import static io.groat.posting.ShardText.NOW;
import static io.groat.posting.ShardText.PAYEE;
import static io.groat.posting.ShardText.PAYER;
import static io.groat.posting.ShardText.order;
import static io.groat.posting.ShardText.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.account.Account;
import io.groat.account.AccountIdentity;
import io.groat.account.AccountStatus;
import io.groat.account.SystemAccounts;
import io.groat.event.Event;
import io.groat.refusal.Refusal;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferStatus;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeStatusTest {

    private final ShardText text = new ShardText();

    @Test
    void twoChangesAtTheSameMomentAreTwoEvents() {
        AccountIdentity account = text.account(PAYER, "open 100");

        text.shard.commit(NOW, new ChangeStatus(account.id(), AccountStatus.FROZEN));
        text.shard.commit(NOW, new ChangeStatus(account.id(), AccountStatus.OPEN));

        assertThat(text.shard.outbox()).extracting(Event::id).hasSize(2).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
                    account      | in flight | to     | answer                           | events
                    open 100     | no        | FROZEN | frozen 100                       | BalanceUpdated
                    frozen 100   | no        | OPEN   | open 100                         | BalanceUpdated
                    open 0       | no        | CLOSED | closed 0                         | BalanceUpdated
                    frozen 0     | no        | CLOSED | closed 0                         | BalanceUpdated
                    open 100     | yes       | FROZEN | frozen 100                       | BalanceUpdated
                    open 100     | no        | OPEN   | open 100                         |
                    frozen 100   | no        | FROZEN | frozen 100                       |
                    closed 0     | no        | CLOSED | closed 0                         |
                    closed 0     | yes       | CLOSED | closed 0                         |

                    none         | no        | FROZEN | ACCOUNT_NOT_FOUND id             |
                    closed 0     | no        | OPEN   | STATUS_CHANGE_NOT_ALLOWED status |
                    closed 0     | no        | FROZEN | STATUS_CHANGE_NOT_ALLOWED status |
                    open 1       | no        | CLOSED | BALANCE_NOT_ZERO status          |
                    frozen 99999 | no        | CLOSED | BALANCE_NOT_ZERO status          |
                    open 0       | yes       | CLOSED | TRANSFERS_IN_FLIGHT status       |
                    open 1       | yes       | CLOSED | BALANCE_NOT_ZERO status          |
                    """)
    void decides(String has, String inFlight, AccountStatus to, String answer, @Nullable String events) {
        AccountIdentity account = text.account(PAYER, has);
        if (inFlight.equals("yes")) {
            text.left(account, 30, TransferStatus.PENDING);
        }

        AccountAnswer given = text.shard.commit(NOW, new ChangeStatus(account.id(), to));

        assertThat(written(given)).isEqualTo(answer);
        assertThat(text.events()).isEqualTo(events == null ? "" : events);
        assertThat(text.shard.entries()).isEmpty();
        if (given instanceof AccountAnswer.Done done) {
            assertThat(text.shard.account(account.id())).contains(done.account());
        }
    }

    @Test
    void theShardsOwnAccountsCanNotBeChanged() {
        text.funding(0);

        AccountAnswer answer =
                text.shard.commit(NOW, new ChangeStatus(SystemAccounts.funding(EUR), AccountStatus.CLOSED));

        assertThat(written(answer)).isEqualTo("ACCOUNT_NOT_FOUND id");
    }

    @Test
    void aCloseSeesATransferThatLeftInTheSameBatch() {
        AccountIdentity payer = text.account(PAYER, "open 100");

        List<Object> answers = text.shard.commit(
                NOW,
                List.of(
                        new Initiate(order("key", payer, null, 100)),
                        new ChangeStatus(payer.id(), AccountStatus.CLOSED)));

        assertThat(written((AccountAnswer) answers.get(1))).isEqualTo("TRANSFERS_IN_FLIGHT status");
        assertThat(text.shard.account(payer.id())).get().returns(AccountStatus.OPEN, Account::status);
    }

    @Test
    void aCloseIsFreeAgainWhenTheTransferHasEnded() {
        AccountIdentity payer = text.account(PAYER, "open 0");
        Transfer transfer = text.left(payer, 30, TransferStatus.PENDING);
        text.shard.commit(NOW, new Settle(transfer, ShardText.credited(transfer)));

        AccountAnswer answer = text.shard.commit(NOW, new ChangeStatus(payer.id(), AccountStatus.CLOSED));

        assertThat(written(answer)).isEqualTo("closed 0");
    }

    @Test
    void moneyThatCameBackKeepsTheAccountOpen() {
        AccountIdentity payer = text.account(PAYER, "open 0");
        text.clearing(30);
        Transfer transfer = text.left(payer, 30, TransferStatus.PENDING);

        List<Object> answers = text.shard.commit(
                NOW,
                List.of(
                        new Settle(transfer, refused(transfer, Refusal.ACCOUNT_CLOSED)),
                        new ChangeStatus(payer.id(), AccountStatus.CLOSED)));

        assertThat(written((AccountAnswer) answers.get(1))).isEqualTo("BALANCE_NOT_ZERO status");
    }

    @Test
    void whoIsFrozenInABatchPaysNoMoreInIt() {
        AccountIdentity payer = text.account(PAYER, "open 100");
        AccountIdentity payee = text.account(PAYEE, "open 0");

        List<Object> answers = text.shard.commit(
                NOW,
                List.of(
                        new Initiate(order("before", payer, payee, 10)),
                        new ChangeStatus(payer.id(), AccountStatus.FROZEN),
                        new Initiate(order("frozen", payer, payee, 10)),
                        new ChangeStatus(payer.id(), AccountStatus.OPEN),
                        new Initiate(order("after", payer, payee, 10))));

        assertThat(((InitiateAnswer.Decided) answers.get(2)).transfer().reason())
                .isEqualTo(Refusal.ACCOUNT_FROZEN);
        assertThat(text.posted(payee.id())).isEqualTo(20);
    }

    private static String written(AccountAnswer answer) {
        return answer instanceof AccountAnswer.Done done
                ? done.account().status().name().toLowerCase(Locale.ROOT) + " "
                        + done.account().postedMinor()
                : ShardText.text(((AccountAnswer.TurnedDown) answer).refused());
    }
}
