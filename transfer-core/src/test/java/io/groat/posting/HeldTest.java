package io.groat.posting;

import static io.groat.posting.ShardText.BEFORE;
import static io.groat.posting.ShardText.EUR;
import static io.groat.posting.ShardText.NOW;
import static io.groat.posting.ShardText.PAYEE;
import static io.groat.posting.ShardText.PAYER;
import static io.groat.posting.ShardText.PEER;
import static io.groat.posting.ShardText.minor;
import static io.groat.posting.ShardText.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.account.Account;
import io.groat.account.AccountIdentity;
import io.groat.account.AccountStatus;
import io.groat.account.SystemAccounts;
import io.groat.event.EventJson;
import io.groat.event.PaymentEvent;
import io.groat.ledger.Entry;
import io.groat.refusal.Refusal;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferStatus;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Transfers whose money is reserved until somebody decides. */
class HeldTest {

    private final ShardText text = new ShardText();

    /** {@code clearing N} as payee is a payee on the other shard, with that much on its way there already. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
                    case                     | verdict | payer            | payee       | answer                   | payer after       | payee after
                    held                     | HOLD    | open 100         | open 5      | HELD                     | open 100 held 30  | 5
                    held beside another      | HOLD    | open 100 held 70 | open 5      | HELD                     | open 100 held 100 | 5
                    held, across shards      | HOLD    | open 100         | clearing 5  | HELD                     | open 100 held 30  | 5
                    too much is held         | HOLD    | open 100 held 71 | open 5      | FAILED INSUFFICIENT_FUNDS| open 100 held 71  | 5
                    too little               | HOLD    | open 29          | open 5      | FAILED INSUFFICIENT_FUNDS| open 29           | 5
                    payer frozen             | HOLD    | frozen 100       | open 5      | FAILED ACCOUNT_FROZEN    | frozen 100        | 5
                    payee closed             | HOLD    | open 100         | closed 0    | FAILED ACCOUNT_CLOSED    | open 100          | 0
                    payee full               | HOLD    | open 100         | open max    | FAILED BALANCE_OVERFLOW  | open 100          | max
                    declined                 | DECLINE | open 100         | open 5      | FAILED PAYMENT_DECLINED  | open 100          | 5
                    declined, across shards  | DECLINE | open 100         | clearing 5  | FAILED PAYMENT_DECLINED  | open 100          | 5
                    declined and too little  | DECLINE | open 29          | open 5      | FAILED INSUFFICIENT_FUNDS| open 29           | 5
                    declined and frozen      | DECLINE | frozen 100       | open 5      | FAILED ACCOUNT_FROZEN    | frozen 100        | 5
                    """)
    void theVerdictDecidesAfterTheRulesAboutMoney(
            String name, Verdict verdict, String payer, String payee, String answer, String payerAfter, String after) {
        AccountIdentity from = text.account(PAYER, payer);
        AccountIdentity to = payee(payee);

        Transfer made = made(text.shard.commit(NOW, new Initiate(order("key", from, to, 30), verdict)));

        assertThat(written(made)).as(name).isEqualTo(answer);
        assertThat(written(from)).isEqualTo(payerAfter);
        assertThat(text.posted(counterparty(to))).isEqualTo(minor(after));
        assertThat(text.shard.entries()).isEmpty();
        assertThat(text.events())
                .isEqualTo(
                        answer.equals("HELD") ? "PaymentInitiated BalanceUpdated" : "PaymentInitiated PaymentFailed");
    }

    /** Of the payer's 100, 30 are held; then the accounts become what the table says, and the decision comes. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
                    case                     | decision | payer is | payee      | answer                     | payer after | payee after | events
                    released                 | release  | OPEN     | open 5     | COMPLETED                  | open 70     | 35          | PaymentCompleted BalanceUpdated BalanceUpdated
                    released, payee frozen   | release  | OPEN     | frozen 5   | COMPLETED                  | open 70     | 35          | PaymentCompleted BalanceUpdated BalanceUpdated
                    released, across shards  | release  | OPEN     | clearing 5 | PENDING                    | open 70     | 35          | BalanceUpdated
                    released, payer frozen   | release  | FROZEN   | open 5     | FAILED ACCOUNT_FROZEN      | frozen 100  | 5           | PaymentFailed BalanceUpdated
                    released, frozen, across | release  | FROZEN   | clearing 5 | FAILED ACCOUNT_FROZEN      | frozen 100  | 5           | PaymentFailed BalanceUpdated
                    released, payee closed   | release  | OPEN     | closed 0   | FAILED ACCOUNT_CLOSED      | open 100    | 0           | PaymentFailed BalanceUpdated
                    released, payee full     | release  | OPEN     | open max   | FAILED BALANCE_OVERFLOW    | open 100    | max         | PaymentFailed BalanceUpdated
                    released, clearing full  | release  | OPEN     | clearing max| FAILED BALANCE_OVERFLOW   | open 100    | max         | PaymentFailed BalanceUpdated
                    cancelled                | cancel   | OPEN     | open 5     | CANCELLED PAYMENT_DECLINED | open 100    | 5           | PaymentCancelled BalanceUpdated
                    cancelled, payer frozen  | cancel   | FROZEN   | open 5     | CANCELLED PAYMENT_DECLINED | frozen 100  | 5           | PaymentCancelled BalanceUpdated
                    cancelled, across shards | cancel   | OPEN     | clearing 5 | CANCELLED PAYMENT_DECLINED | open 100    | 5           | PaymentCancelled BalanceUpdated
                    """)
    void theDecisionEndsTheHold(
            String name,
            String decision,
            AccountStatus payerIs,
            String payee,
            String answer,
            String payerAfter,
            String after,
            String events) {
        AccountIdentity from = text.account(PAYER, "open 100");
        AccountIdentity to = payee.startsWith("clearing ") ? null : text.account(PAYEE, "open 0");
        Transfer held = held("key", from, to);
        become(from, payerIs);
        if (to == null) {
            payee(payee);
        } else {
            Account wanted =
                    text.shard.account(text.account("other", payee).id()).orElseThrow();
            Account is = text.shard.account(to.id()).orElseThrow();
            text.shard.given(row(is, wanted.status(), wanted.postedMinor()));
        }
        int before = text.shard.outbox().size();

        Transfer decided = decide(decision, held);

        assertThat(written(decided)).as(name).isEqualTo(answer);
        assertThat(text.shard.transfer(held.id())).contains(decided);
        assertThat(written(from)).isEqualTo(payerAfter);
        assertThat(text.posted(counterparty(to))).isEqualTo(minor(after));
        assertThat(text.shard.outbox().stream()
                        .skip(before)
                        .map(event -> event.type().name()))
                .containsExactly(events.split(" ", -1));
        boolean moved = decided.status() == TransferStatus.COMPLETED || decided.status() == TransferStatus.PENDING;
        assertThat(text.shard.entries())
                .extracting(Entry::amountMinor)
                .isEqualTo(moved ? List.of(-30L, 30L) : List.of());
    }

    @ParameterizedTest
    @CsvSource({"release, release", "release, cancel", "cancel, cancel", "cancel, release"})
    void theFirstDecisionCounts(String first, String second) {
        AccountIdentity payer = text.account(PAYER, "open 100");
        Transfer held = held("key", payer, text.account(PAYEE, "open 0"));
        Transfer decided = decide(first, held);
        int events = text.shard.outbox().size();

        assertThat(decide(second, held)).isEqualTo(decided);

        assertThat(text.shard.outbox()).hasSize(events);
        assertThat(text.shard.account(payer.id()).orElseThrow().heldMinor()).isZero();
    }

    @Test
    void whatIsHeldCannotBeSpentAndIsFreeAfterwards() {
        AccountIdentity payer = text.account(PAYER, "open 100");
        AccountIdentity payee = text.account(PAYEE, "open 0");
        Transfer held = held("key", payer, payee);

        Transfer tooMuch = made(text.shard.commit(NOW, new Initiate(order("more", payer, payee, 71))));
        List<Object> answers = text.shard.commit(
                NOW,
                List.of(new CancelHeld(held, Refusal.HOLD_EXPIRED), new Initiate(order("all", payer, payee, 100))));

        assertThat(tooMuch.reason()).isEqualTo(Refusal.INSUFFICIENT_FUNDS);
        assertThat(((Transfer) answers.get(0)).reason()).isEqualTo(Refusal.HOLD_EXPIRED);
        assertThat(made((InitiateAnswer) answers.get(1)).status()).isEqualTo(TransferStatus.COMPLETED);
    }

    @Test
    void aHeldTransferAndItsReleaseMayShareABatch() {
        AccountIdentity payer = text.account(PAYER, "open 100");
        AccountIdentity payee = text.account(PAYEE, "open 0");
        Initiate initiate = new Initiate(order("key", payer, payee, 30), Verdict.HOLD);
        Transfer asMade = Transfer.begin(initiate.order(), TransferStatus.HELD, null, NOW);

        List<Object> answers = text.shard.commit(NOW, List.of(initiate, new ReleaseHeld(asMade), initiate));

        assertThat(made((InitiateAnswer) answers.get(0)).status()).isEqualTo(TransferStatus.HELD);
        assertThat(answers.get(1)).isEqualTo(made((InitiateAnswer) answers.get(2)));
        assertThat(text.shard.transfer(asMade.id()).orElseThrow().status()).isEqualTo(TransferStatus.COMPLETED);
        assertThat(text.posted(payee.id())).isEqualTo(30);
    }

    @Test
    void theSameKeyFindsTheHeldTransferWhateverTheVerdictIsNow() {
        AccountIdentity payer = text.account(PAYER, "open 100");
        Initiate initiate = new Initiate(order("key", payer, null, 30), Verdict.HOLD);
        InitiateAnswer first = text.shard.commit(NOW, initiate);

        InitiateAnswer again = text.shard.commit(NOW, new Initiate(initiate.order(), Verdict.PASS));

        assertThat(again).isEqualTo(first);
        assertThat(text.shard.entries()).isEmpty();
    }

    @Test
    void aHeldTransfersBeginningSaysSo() {
        AccountIdentity payer = text.account(PAYER, "open 100");
        held("key", payer, null);

        PaymentEvent body = EventJson.read(text.shard.outbox().get(0).data(), PaymentEvent.class);

        assertThat(body.status()).isEqualTo("HELD");
        assertThat(body.payerBalanceAfter()).isEqualTo(100);
    }

    private Transfer held(String key, AccountIdentity payer, @Nullable AccountIdentity payee) {
        return made(text.shard.commit(BEFORE, new Initiate(order(key, payer, payee, 30), Verdict.HOLD)));
    }

    private Transfer decide(String decision, Transfer held) {
        return text.shard.commit(
                NOW,
                decision.equals("release") ? new ReleaseHeld(held) : new CancelHeld(held, Refusal.PAYMENT_DECLINED));
    }

    private @Nullable AccountIdentity payee(String payee) {
        if (payee.startsWith("clearing ")) {
            text.clearing(minor(payee.substring("clearing ".length())));
            return null;
        }
        return text.account(PAYEE, payee);
    }

    private void become(AccountIdentity account, AccountStatus status) {
        Account is = text.shard.account(account.id()).orElseThrow();
        text.shard.given(row(is, status, is.postedMinor()));
    }

    private static Account row(Account is, AccountStatus status, long posted) {
        return new Account(
                is.id(),
                is.kind(),
                is.userId(),
                is.type(),
                is.currency(),
                status,
                posted,
                is.heldMinor(),
                is.lastSeq(),
                is.createdAt(),
                is.updatedAt());
    }

    private static UUID counterparty(@Nullable AccountIdentity payee) {
        return payee == null ? SystemAccounts.clearing(PEER, EUR) : payee.id();
    }

    private static Transfer made(InitiateAnswer answer) {
        return ((InitiateAnswer.Decided) answer).transfer();
    }

    private static String written(Transfer transfer) {
        return transfer.status() + (transfer.reason() == null ? "" : " " + transfer.reason());
    }

    private String written(AccountIdentity account) {
        Account is = text.shard.account(account.id()).orElseThrow();
        return is.status().name().toLowerCase(Locale.ROOT)
                + " "
                + is.postedMinor()
                + (is.heldMinor() == 0 ? "" : " held " + is.heldMinor());
    }
}
