package io.groat.posting;

import static io.groat.posting.ShardText.EUR;
import static io.groat.posting.ShardText.NOW;
import static io.groat.posting.ShardText.PAYEE;
import static io.groat.posting.ShardText.PAYER;
import static io.groat.posting.ShardText.minor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.groat.account.Account;
import io.groat.account.AccountIdentity;
import io.groat.account.AccountKind;
import io.groat.account.AccountRef;
import io.groat.account.FundingSource;
import io.groat.event.Event;
import io.groat.event.EventJson;
import io.groat.event.EventType;
import io.groat.event.PaymentEvent;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferKind;
import io.groat.transfer.TransferNote;
import io.groat.transfer.TransferOrder;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Money that comes in from a source, and goes out by one. */
class FundingTest {

    private static final FundingSource BANK = new FundingSource("bank", EUR);

    private final ShardText text = new ShardText();

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            case                       | payee        | source  | amount | answer                       | payee after | source after
            the first of its source    | open 5       |         | 30     | COMPLETED                    | 35          | -30
            another                    | open 5       | -100    | 30     | COMPLETED                    | 35          | -130
            beside what is held        | open 5 held 5| 0       | 30     | COMPLETED                    | 35          | -30
            to a frozen account        | frozen 5     | 0       | 30     | COMPLETED                    | 35          | -30
            all that fits              | open 5       | 0       | max-5  | COMPLETED                    | max         | min+6
            one too many               | open 5       | 0       | max-4  | FAILED BALANCE_OVERFLOW      | 5           | 0
            the source's books are full| open 5       | min+29  | 30     | FAILED BALANCE_OVERFLOW      | 5           | min+29
            to a closed account        | closed 0     | 0       | 30     | FAILED ACCOUNT_CLOSED        | 0           | 0
            in another currency        | open USD 5   | 0       | 30     | FAILED CURRENCY_MISMATCH     | 5           | 0
            to nobody                  | none         | 0       | 30     | FAILED ACCOUNT_NOT_FOUND     | 0           | 0
            """)
    void depositsAreDecided(
            String name,
            String payee,
            String source,
            String amount,
            String answer,
            String payeeAfter,
            String sourceAfter) {
        AccountIdentity user = text.account(PAYEE, payee);
        given(source);

        InitiateAnswer given = text.shard.commit(NOW, new Initiate(deposit("key", user, minor(amount))));

        assertThat(written(given)).as(name).isEqualTo(answer);
        assertThat(text.posted(user.id())).isEqualTo(minor(payeeAfter));
        assertThat(text.posted(BANK.id())).isEqualTo(minor(sourceAfter));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            case                       | payer            | source  | amount | answer                       | payer after | source after
            the first of its source    | open 100         |         | 30     | COMPLETED                    | 70          | 30
            all there is               | open 100         | -100    | 100    | COMPLETED                    | 0           | 0
            all that is not held       | open 100 held 30 | 0       | 70     | COMPLETED                    | 30          | 70
            one more than is not held  | open 100 held 30 | 0       | 71     | FAILED INSUFFICIENT_FUNDS    | 100         | 0
            one too many               | open 100         | 0       | 101    | FAILED INSUFFICIENT_FUNDS    | 100         | 0
            from a frozen account      | frozen 100       | 0       | 30     | FAILED ACCOUNT_FROZEN        | 100         | 0
            from a closed account      | closed 0         | 0       | 30     | FAILED ACCOUNT_CLOSED        | 0           | 0
            the source's books are full| open 100         | max-29  | 30     | FAILED BALANCE_OVERFLOW      | 100         | max-29
            in another currency        | open USD 100     | 0       | 30     | no CURRENCY_MISMATCH payer   | 100         | 0
            of nobody                  | none             | 0       | 30     | no ACCOUNT_NOT_FOUND payer   | 0           | 0
            """)
    void withdrawalsAreDecided(
            String name,
            String payer,
            String source,
            String amount,
            String answer,
            String payerAfter,
            String sourceAfter) {
        AccountIdentity user = text.account(PAYER, payer);
        given(source);

        InitiateAnswer given = text.shard.commit(NOW, new Initiate(withdrawal("key", user, minor(amount))));

        assertThat(written(given)).as(name).isEqualTo(answer);
        assertThat(text.posted(user.id())).isEqualTo(minor(payerAfter));
        assertThat(text.posted(BANK.id())).isEqualTo(minor(sourceAfter));
    }

    @Test
    void theSourcesAccountIsOpenedOnceAndIsTheShardsOwn() {
        AccountIdentity user = text.account(PAYEE, "open 0");

        text.shard.commit(NOW, List.of(new Initiate(deposit("one", user, 30)), new Initiate(deposit("two", user, 12))));

        Account source = text.shard.account(BANK.id()).orElseThrow();
        assertThat(source.kind()).isEqualTo(AccountKind.FUNDING);
        assertThat(source.userId()).isEmpty();
        assertThat(source.type()).isEqualTo("funding:bank");
        assertThat(source.postedMinor()).isEqualTo(-42);
    }

    @Test
    void aKeyIsOneMovementAndNoOtherKind() {
        AccountIdentity user = text.account(PAYER, "open 100");
        TransferOrder order = withdrawal("key", user, 30);

        InitiateAnswer first = text.shard.commit(NOW, new Initiate(order));
        InitiateAnswer again = text.shard.commit(NOW, new Initiate(withdrawal("key", user, 30)));
        InitiateAnswer more = text.shard.commit(NOW, new Initiate(withdrawal("key", user, 31)));
        InitiateAnswer paid =
                text.shard.commit(NOW, new Initiate(ShardText.order("key", user, text.account(PAYEE, "open 0"), 30)));

        assertThat(again).isEqualTo(new InitiateAnswer.Decided(((InitiateAnswer.Decided) first).transfer(), true));
        assertThat(written(more)).isEqualTo("no IDEMPOTENCY_CONFLICT amount");
        assertThat(written(paid)).isEqualTo("no IDEMPOTENCY_CONFLICT kind");
        assertThat(text.posted(user.id())).isEqualTo(70);
    }

    /** They are among the user's own, tell the kind, and nothing of what the source has. */
    @Test
    void theEventsAreTheUsers() {
        AccountIdentity user = text.account(PAYEE, "open 0");

        text.shard.commit(NOW, new Initiate(deposit("in", user, 30)));
        text.shard.commit(NOW, new Initiate(withdrawal("out", user, 10)));

        List<Event> payments = text.shard.outbox().stream()
                .filter(event -> event.type() != EventType.BalanceUpdated)
                .toList();
        assertThat(payments).hasSize(4).allMatch(event -> event.key().equals(PAYEE));
        List<PaymentEvent> bodies = payments.stream()
                .map(event -> EventJson.read(event.data(), PaymentEvent.class))
                .toList();
        assertThat(bodies)
                .extracting(PaymentEvent::kind, PaymentEvent::payerUser, PaymentEvent::payeeUser)
                .containsExactly(
                        tuple("DEPOSIT", "funding:bank", PAYEE),
                        tuple("DEPOSIT", "funding:bank", PAYEE),
                        tuple("WITHDRAWAL", PAYEE, "funding:bank"),
                        tuple("WITHDRAWAL", PAYEE, "funding:bank"));
        assertThat(bodies.stream().map(PaymentEvent::payerBalanceAfter).filter(Objects::nonNull))
                .containsExactly(20L);
    }

    private void given(@Nullable String posted) {
        if (posted != null) {
            text.source(BANK, minor(posted));
        }
    }

    private static TransferOrder deposit(String key, AccountIdentity payee, long amountMinor) {
        return new TransferOrder(
                ShardText.newTransferId(),
                payee.userId() + "/" + key,
                BANK.ref(),
                BANK.identity(),
                new AccountRef.ByUser(payee.userId()),
                payee,
                0,
                0,
                amountMinor,
                EUR,
                TransferNote.NONE,
                TransferKind.DEPOSIT,
                null);
    }

    private static TransferOrder withdrawal(String key, AccountIdentity payer, long amountMinor) {
        return new TransferOrder(
                ShardText.newTransferId(),
                key,
                new AccountRef.ByUser(payer.userId()),
                payer,
                BANK.ref(),
                BANK.identity(),
                0,
                0,
                amountMinor,
                EUR,
                TransferNote.NONE,
                TransferKind.WITHDRAWAL,
                null);
    }

    private static String written(InitiateAnswer answer) {
        if (answer instanceof InitiateAnswer.TurnedDown turnedDown) {
            return "no " + ShardText.text(turnedDown.refused());
        }
        Transfer transfer = ((InitiateAnswer.Decided) answer).transfer();
        return transfer.reason() == null ? transfer.status().name() : transfer.status() + " " + transfer.reason();
    }
}
