package io.groat.posting;

import static io.groat.posting.ShardText.EUR;
import static io.groat.posting.ShardText.NOW;
import static io.groat.posting.ShardText.PAYEE;
import static io.groat.posting.ShardText.PAYER;
import static io.groat.posting.ShardText.PEER;
import static io.groat.posting.ShardText.minor;
import static io.groat.posting.ShardText.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.account.AccountIdentity;
import io.groat.account.SystemAccounts;
import io.groat.event.Event;
import io.groat.event.Topic;
import io.groat.ledger.Entry;
import io.groat.ledger.EntryKind;
import io.groat.refusal.Refusal;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferNote;
import io.groat.transfer.TransferOrder;
import io.groat.transfer.TransferStatus;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitiateTest {

    private final ShardText text = new ShardText();

    /**
     * {@code clearing N} as payee is a payee on the other shard, with that much on its way there already.
     * {@code no X field} leaves no trace; {@code FAILED X} is kept under its key.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
                    case                          | payer            | payee          | amount | answer                         | payer after | payee after
                    enough                        | open 100         | open 5         | 30     | COMPLETED                      | 70          | 35
                    all there is                  | open 100         | open 0         | 100    | COMPLETED                      | 0           | 100
                    all that is not held          | open 100 held 30 | open 0         | 70     | COMPLETED                      | 30          | 70
                    the most there can be         | open max         | open 0         | max    | COMPLETED                      | 0           | max
                    payee just not over           | open 100         | open max-30    | 30     | COMPLETED                      | 70          | max
                    payee frozen                  | open 100         | frozen 0       | 30     | COMPLETED                      | 70          | 30
                    across shards                 | open 100         | clearing 5     | 30     | PENDING                        | 70          | 35
                    across, clearing below zero   | open 100         | clearing -900  | 30     | PENDING                        | 70          | -870
                    across, clearing just not over| open 100         | clearing max-30| 30     | PENDING                        | 70          | max

                    one too many                  | open 100         | open 0         | 101    | FAILED INSUFFICIENT_FUNDS      | 100         | 0
                    one more than is not held     | open 100 held 30 | open 0         | 71     | FAILED INSUFFICIENT_FUNDS      | 100         | 0
                    nothing there                 | open 0           | clearing 0     | 1      | FAILED INSUFFICIENT_FUNDS      | 0           | 0
                    the most, from little         | open 1           | open 0         | max    | FAILED INSUFFICIENT_FUNDS      | 1           | 0
                    payer frozen                  | frozen 100       | open 0         | 30     | FAILED ACCOUNT_FROZEN          | 100         | 0
                    payer closed                  | closed 0         | open 0         | 30     | FAILED ACCOUNT_CLOSED          | 0           | 0
                    payee closed                  | open 100         | closed 0       | 30     | FAILED ACCOUNT_CLOSED          | 100         | 0
                    payee over by one             | open 100         | open max-29    | 30     | FAILED BALANCE_OVERFLOW        | 100         | max-29
                    clearing over by one          | open 100         | clearing max-29| 30     | FAILED BALANCE_OVERFLOW        | 100         | max-29

                    no payer                      | none             | open 0         | 30     | no ACCOUNT_NOT_FOUND payer     | 0           | 0
                    no payee                      | open 100         | none           | 30     | FAILED ACCOUNT_NOT_FOUND       | 100         | 0
                    payer in dollars              | open USD 100     | open 0         | 30     | no CURRENCY_MISMATCH payer     | 100         | 0
                    payee in dollars              | open 100         | open USD 0     | 30     | FAILED CURRENCY_MISMATCH       | 100         | 0

                    neither payer nor payee       | none             | none           | 30     | no ACCOUNT_NOT_FOUND payer     | 0           | 0
                    no payee, payer in dollars    | open USD 100     | none           | 30     | no CURRENCY_MISMATCH payer     | 100         | 0
                    both in dollars               | open USD 100     | open USD 0     | 30     | no CURRENCY_MISMATCH payer     | 100         | 0
                    dollars and frozen            | frozen USD 100   | open 0         | 30     | no CURRENCY_MISMATCH payer     | 100         | 0
                    payee in dollars and closed   | open 100         | closed USD 0   | 30     | FAILED CURRENCY_MISMATCH       | 100         | 0
                    frozen, payee closed          | frozen 100       | closed 0       | 30     | FAILED ACCOUNT_FROZEN          | 100         | 0
                    frozen and too little         | frozen 10        | open 0         | 30     | FAILED ACCOUNT_FROZEN          | 10          | 0
                    payee closed and too little   | open 10          | closed 0       | 30     | FAILED ACCOUNT_CLOSED          | 10          | 0
                    too little and payee full     | open 10          | open max       | 30     | FAILED INSUFFICIENT_FUNDS      | 10          | max
                    frozen and payee full         | frozen 100       | open max       | 30     | FAILED ACCOUNT_FROZEN          | 100         | max
                    """)
    void decides(
            String name,
            String payer,
            String payee,
            String amount,
            String answer,
            String payerAfter,
            String payeeAfter) {
        boolean across = payee.startsWith("clearing ");
        AccountIdentity from = text.account(PAYER, payer);
        AccountIdentity to = across ? null : text.account(PAYEE, payee);
        if (across) {
            text.clearing(minor(payee.substring("clearing ".length())));
        }
        TransferOrder order = order("key", from, to, minor(amount));

        InitiateAnswer given = text.shard.commit(NOW, new Initiate(order));

        UUID counterparty = to == null ? SystemAccounts.clearing(PEER, EUR) : to.id();
        assertThat(written(given)).as(name).isEqualTo(answer);
        assertThat(text.posted(from.id())).isEqualTo(minor(payerAfter));
        assertThat(text.posted(counterparty)).isEqualTo(minor(payeeAfter));
        assertThat(text.events()).isEqualTo(eventsOf(answer));
        assertThat(text.shard.transfers()).hasSize(answer.startsWith("no ") ? 0 : 1);
        assertThat(text.shard.entries().stream().map(Entry::amountMinor))
                .isEqualTo(
                        answer.equals("COMPLETED") || answer.equals("PENDING")
                                ? List.of(-minor(amount), minor(amount))
                                : List.of());
        assertThat(text.shard.entries())
                .allMatch(entry ->
                        entry.kind() == EntryKind.TRANSFER && entry.movementId().equals(order.id()));
    }

    /** What a payee's shard says beforehand is kept, as it is when that shard is away and says it later. */
    @ParameterizedTest
    @CsvSource({
        "false, ACCOUNT_NOT_FOUND",
        "false, CURRENCY_MISMATCH",
        "true, ACCOUNT_NOT_FOUND",
        "true, CURRENCY_MISMATCH"
    })
    void aPayeeWhoIsNotThereIsKeptUnderTheKeyOnOneShardAndAcross(boolean across, Refusal why) {
        AccountIdentity payer = text.account(PAYER, "open 100");
        TransferOrder unknown = order("key", payer, null, 30);
        TransferOrder order = across ? unknown : within(unknown);

        InitiateAnswer first = text.shard.commit(NOW, Initiate.unmet(order, why));
        AccountIdentity opened = across ? null : text.account(PAYEE, "open 0");
        InitiateAnswer again = text.shard.commit(NOW.plusSeconds(1), new Initiate(order("key", payer, opened, 30)));

        assertThat(written(first)).isEqualTo("FAILED " + why);
        assertThat(written(again)).isEqualTo("FAILED " + why);
        assertThat(((InitiateAnswer.Decided) again).replayed()).isTrue();
        assertThat(text.posted(payer.id())).isEqualTo(100);
        assertThat(text.events()).isEqualTo("PaymentInitiated PaymentFailed");
    }

    @Test
    void payerAndPayeeMayNotBeTheSame() {
        AccountIdentity payer = text.account(PAYER, "frozen 100");

        InitiateAnswer answer = text.shard.commit(NOW, new Initiate(order("key", payer, payer, 30)));

        assertThat(written(answer)).isEqualTo("no SAME_ACCOUNT payee");
    }

    @Test
    void aPayeeOnTheShardHasToBeFoundBeforehand() {
        AccountIdentity payer = text.account(PAYER, "open 100");
        TransferOrder within = within(order("key", payer, null, 30));

        assertThatThrownBy(() -> text.shard.commit(NOW, new Initiate(within)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theEventsSayTheKindAndTheReferenceAndNothingElseThatThePayerWrote() {
        AccountIdentity payer = text.account(PAYER, "open 100");
        AccountIdentity payee = text.account(PAYEE, "open 0");
        TransferOrder plain = order("key", payer, payee, 30);
        TransferOrder order = new TransferOrder(
                plain.id(),
                plain.idempotencyKey(),
                plain.payerRef(),
                payer,
                plain.payeeRef(),
                payee,
                0,
                0,
                30,
                EUR,
                new TransferNote("rent", "for the flat", "{\"room\":3}"));

        text.shard.commit(NOW, new Initiate(order));

        List<String> payments = text.shard.outbox().stream()
                .filter(event -> event.type().topic() == Topic.PAYMENT_EVENTS)
                .map(Event::data)
                .toList();
        assertThat(payments)
                .hasSize(2)
                .allSatisfy(json -> assertThat(json)
                        .contains("\"kind\":\"TRANSFER\"", "\"reference\":\"rent\"")
                        .doesNotContain("parentId", "flat", "room"));
    }

    @Test
    void theSameOrderAgainFindsWhatItMade() {
        AccountIdentity payer = text.account(PAYER, "open 100");
        Initiate command = new Initiate(order("key", payer, null, 30));
        InitiateAnswer first = text.shard.commit(NOW, command);

        InitiateAnswer again = text.shard.commit(NOW.plusSeconds(1), command);

        assertThat(again).isEqualTo(first);
        assertThat(text.posted(payer.id())).isEqualTo(70);
        assertThat(text.shard.entries()).hasSize(2);
    }

    @Test
    void anotherOrderUnderTheKeyIsAReplayInTheSameBatchAndLater() {
        AccountIdentity payer = text.account(PAYER, "open 100");
        AccountIdentity payee = text.account(PAYEE, "open 0");
        Initiate first = new Initiate(order("key", payer, payee, 30));
        Initiate second = new Initiate(order("key", payer, payee, 30));

        List<Object> answers = text.shard.commit(NOW, List.of(first, second));
        InitiateAnswer later = text.shard.commit(NOW.plusSeconds(1), new Initiate(order("key", payer, payee, 30)));

        Transfer transfer = ((InitiateAnswer.Decided) answers.get(0)).transfer();
        assertThat(transfer.id()).isEqualTo(first.order().id());
        assertThat(answers.get(0)).isEqualTo(new InitiateAnswer.Decided(transfer, false));
        assertThat(answers.get(1)).isEqualTo(new InitiateAnswer.Decided(transfer, true));
        assertThat(later).isEqualTo(new InitiateAnswer.Decided(transfer, true));
        assertThat(text.posted(payer.id())).isEqualTo(70);
        assertThat(text.events()).isEqualTo("PaymentInitiated PaymentCompleted BalanceUpdated BalanceUpdated");
    }

    @Test
    void aKeptRefusalIsReplayedEvenWhenItWouldNowPass() {
        AccountIdentity payer = text.account(PAYER, "open 10");
        AccountIdentity payee = text.account(PAYEE, "open 50");
        Initiate poor = new Initiate(order("key", payer, payee, 30));
        Transfer failed = ((InitiateAnswer.Decided) text.shard.commit(NOW, poor)).transfer();
        text.shard.commit(NOW, new Initiate(order("gift", payee, payer, 50)));

        InitiateAnswer again = text.shard.commit(NOW, new Initiate(order("key", payer, payee, 30)));

        assertThat(again).isEqualTo(new InitiateAnswer.Decided(failed, true));
        assertThat(failed.reason()).isEqualTo(Refusal.INSUFFICIENT_FUNDS);
        assertThat(text.posted(payer.id())).isEqualTo(60);
    }

    @Test
    void aRefusalThatLeftNoTraceLeavesItsKeyFree() {
        AccountIdentity payer = text.account(PAYER, "open 100");
        AccountIdentity payee = text.account(PAYEE, "open 0");
        text.shard.commit(NOW, new Initiate(order("key", payer, payer, 30)));

        InitiateAnswer answer = text.shard.commit(NOW, new Initiate(order("key", payer, payee, 31)));

        assertThat(written(answer)).isEqualTo("COMPLETED");
    }

    @Test
    void aKeyBelongsToItsPayer() {
        AccountIdentity payer = text.account(PAYER, "open 100");
        AccountIdentity payee = text.account(PAYEE, "open 100");

        text.shard.commit(NOW, new Initiate(order("key", payer, payee, 30)));
        InitiateAnswer answer = text.shard.commit(NOW, new Initiate(order("key", payee, payer, 1)));

        assertThat(written(answer)).isEqualTo("COMPLETED");
        assertThat(text.posted(payer.id())).isEqualTo(71);
    }

    @Test
    void aConflictStandsBeforeEveryRuleAboutMoney() {
        AccountIdentity payer = text.account(PAYER, "open 100");
        AccountIdentity payee = text.account(PAYEE, "open 0");
        text.shard.commit(NOW, new Initiate(order("key", payer, payee, 100)));

        InitiateAnswer answer = text.shard.commit(NOW, new Initiate(order("key", payer, payee, 1000)));

        assertThat(written(answer)).isEqualTo("no IDEMPOTENCY_CONFLICT amount");
        assertThat(text.shard.transfers()).hasSize(1);
    }

    @Test
    void aLaterCommandSpendsWhatAnEarlierOneBrought() {
        AccountIdentity rich = text.account("rich", "open 100");
        AccountIdentity middle = text.account("middle", "open 0");
        AccountIdentity last = text.account("last", "open 0");

        List<Object> answers = text.shard.commit(
                NOW,
                List.of(
                        new Initiate(order("early", middle, last, 100)),
                        new Initiate(order("first", rich, middle, 100)),
                        new Initiate(order("second", middle, last, 60)),
                        new Initiate(order("third", middle, last, 60))));

        assertThat(answers.stream().map(answer -> written((InitiateAnswer) answer)))
                .containsExactly("FAILED INSUFFICIENT_FUNDS", "COMPLETED", "COMPLETED", "FAILED INSUFFICIENT_FUNDS");
        assertThat(text.posted(middle.id())).isEqualTo(40);
        assertThat(text.posted(last.id())).isEqualTo(60);
    }

    @Test
    void aPayeeIsNotFilledPastTheEndWithinABatch() {
        AccountIdentity payer = text.account(PAYER, "open 100");
        AccountIdentity payee = text.account(PAYEE, "open max-50");

        List<Object> answers = text.shard.commit(
                NOW,
                List.of(
                        new Initiate(order("first", payer, payee, 50)),
                        new Initiate(order("second", payer, payee, 1))));

        assertThat(answers.stream().map(answer -> written((InitiateAnswer) answer)))
                .containsExactly("COMPLETED", "FAILED BALANCE_OVERFLOW");
    }

    @Test
    void theTransferIsWrittenAsItWasOrdered() {
        AccountIdentity payer = text.account(PAYER, "open 100");
        TransferOrder order = order("key", payer, null, 30);

        Transfer transfer = ((InitiateAnswer.Decided) text.shard.commit(NOW, new Initiate(order))).transfer();

        assertThat(transfer).isEqualTo(Transfer.begin(order, TransferStatus.PENDING, null, NOW));
        assertThat(text.shard.transfer(order.id())).contains(transfer);
    }

    private static String written(InitiateAnswer answer) {
        if (answer instanceof InitiateAnswer.Decided decided) {
            Refusal reason = decided.transfer().reason();
            return decided.transfer().status() + (reason == null ? "" : " " + reason);
        }
        return "no " + ShardText.text(((InitiateAnswer.TurnedDown) answer).refused());
    }

    /** The same to a payee on the payer's own shard. */
    private static TransferOrder within(TransferOrder order) {
        return new TransferOrder(
                order.id(),
                order.idempotencyKey(),
                order.payerRef(),
                order.payer(),
                order.payeeRef(),
                null,
                0,
                0,
                order.amountMinor(),
                order.currency(),
                order.note());
    }

    private static String eventsOf(String answer) {
        return switch (answer.split(" ", -1)[0]) {
            case "COMPLETED" -> "PaymentInitiated PaymentCompleted BalanceUpdated BalanceUpdated";
            case "PENDING" -> "PaymentInitiated BalanceUpdated";
            case "FAILED" -> "PaymentInitiated PaymentFailed";
            default -> "";
        };
    }
}
