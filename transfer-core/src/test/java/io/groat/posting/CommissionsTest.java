package io.groat.posting;

import static io.groat.posting.ShardText.EUR;
import static io.groat.posting.ShardText.NOW;
import static io.groat.posting.ShardText.PAYEE;
import static io.groat.posting.ShardText.PAYER;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.account.AccountIdentity;
import io.groat.account.AccountRef;
import io.groat.account.SystemAccounts;
import io.groat.hold.Hold;
import io.groat.ledger.Entry;
import io.groat.refusal.Refusal;
import io.groat.rule.StoredRule;
import io.groat.rule.Terms;
import io.groat.shard.ShardMap;
import io.groat.shard.SlottedId;
import io.groat.transfer.CreditOutcome;
import io.groat.transfer.InboundTransfer;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferKind;
import io.groat.transfer.TransferNote;
import io.groat.transfer.TransferStatus;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A share of a fee goes to a third wallet, once, where and when the fee is there to stay. */
class CommissionsTest extends RuledShard {

    private static final UUID FEES = SystemAccounts.fees(EUR);
    private static final String AGENT = user(0);
    private static final String AGENT_ELSEWHERE = user(1);

    @Test
    void theShareIsAMovementOfItsOwn() {
        AccountIdentity agent = text.account(AGENT, "open 0");
        commission(agent.id().toString(), 2_500);
        AccountIdentity from = text.account(PAYER, "open 100");

        Transfer paid = decided(pay(from, text.account(PAYEE, "open 0"), 50));

        Transfer commission = commission();
        assertThat(commission.status()).isEqualTo(TransferStatus.COMPLETED);
        assertThat(commission.parentId()).isEqualTo(paid.id());
        assertThat(commission.amountMinor()).isEqualTo(2);
        assertThat(commission.payerRef()).isEqualTo(AccountRef.FEES);
        assertThat(commission.payeeUser()).isEqualTo(AGENT);
        assertThat(commission.transactionType()).isEqualTo("commission");
        assertThat(paid.terms().charges().get(0).commission())
                .isEqualTo(new Terms.Share(new AccountRef.ById(agent.id()), 2));
        assertThat(text.posted(from.id())).isEqualTo(42);
        assertThat(text.posted(FEES)).isEqualTo(6);
        assertThat(entriesOf(agent)).containsExactly("TRANSFER 2");
        assertThat(text.events())
                .isEqualTo("PaymentInitiated PaymentCompleted PaymentInitiated PaymentCompleted"
                        + " BalanceUpdated BalanceUpdated BalanceUpdated");
    }

    /** Shares are rounded half up, and what comes to nothing is none. */
    @ParameterizedTest
    @CsvSource({
        // fee, basis points, commission
        "8, 10000, 8",
        "8, 2500, 2",
        "8, 1875, 2",
        "8, 1874, 1",
        "8, 625, 1",
        "8, 624, 0",
        "1, 5000, 1",
        "1, 4999, 0",
    })
    void sharesAreRounded(long fee, int basisPoints, long expected) {
        AccountIdentity agent = text.account(AGENT, "open 0");
        transactionType(
                "transfer",
                "\"fees\": [{\"kind\": \"fixed\", \"amount\": " + fee + ", \"commission\": {\"payee\": \"" + agent.id()
                        + "\", \"basisPoints\": " + basisPoints + "}}]");

        pay(text.account(PAYER, "open 100"), text.account(PAYEE, "open 0"), 50);

        assertThat(text.posted(agent.id())).isEqualTo(expected);
        assertThat(text.posted(FEES)).isEqualTo(fee - expected);
        assertThat(commissions()).hasSize(expected == 0 ? 0 : 1);
    }

    /** By user, it is the main account in the payment's currency. */
    @Test
    void anAgentElsewhereGetsItByClearing() {
        commission(AGENT_ELSEWHERE, 5_000);
        pay(text.account(PAYER, "open 100"), text.account(PAYEE, "open 0"), 50);

        Transfer begun = commission();
        assertThat(begun.status()).isEqualTo(TransferStatus.PENDING);
        assertThat(text.clearing()).isEqualTo(4);
        assertThat(text.posted(FEES)).isEqualTo(4);

        ShardText there = new ShardText();
        AccountIdentity agent = there.account(AGENT_ELSEWHERE, "open 0");
        CreditOutcome outcome = there.shard.commit(NOW, new Credit(ShardText.arriving(agent, begun)));
        text.shard.commit(NOW, new Settle(begun, outcome));

        assertThat(there.posted(agent.id())).isEqualTo(4);
        assertThat(commission().status()).isEqualTo(TransferStatus.COMPLETED);
    }

    /** What the agent's shard refuses stays where the fee is. */
    @Test
    void aRefusedShareComesBackToTheFee() {
        commission(AGENT_ELSEWHERE, 5_000);
        Transfer paid = decided(pay(text.account(PAYER, "open 100"), text.account(PAYEE, "open 0"), 50));
        Transfer begun = commission();

        text.shard.commit(NOW, new Settle(begun, ShardText.refused(begun, Refusal.ACCOUNT_CLOSED)));

        assertThat(commission().status()).isEqualTo(TransferStatus.FAILED);
        assertThat(text.posted(FEES)).isEqualTo(8);
        assertThat(text.clearing()).isZero();
        assertThat(paid.status()).isEqualTo(TransferStatus.COMPLETED);
    }

    /** Across shards the payer's fee is there to stay when the payee has the money, and not before. */
    @Test
    void acrossShardsItWaitsForTheEnd() {
        AccountIdentity agent = text.account(AGENT, "open 0");
        commission(agent.id().toString(), 5_000);
        AccountIdentity from = text.account(PAYER, "open 200");
        Transfer first = decided(pay(from, null, 50));
        Transfer second = decided(pay(from, null, 60));
        assertThat(commissions()).isEmpty();

        text.shard.commit(NOW, new Settle(first, ShardText.refused(first, Refusal.ACCOUNT_CLOSED)));
        assertThat(commissions()).isEmpty();
        text.shard.commit(NOW, new Settle(second, ShardText.credited(second)));
        text.shard.commit(NOW, new Settle(second, ShardText.credited(second)));

        assertThat(commission().parentId()).isEqualTo(second.id());
        assertThat(text.posted(agent.id())).isEqualTo(4);
        assertThat(text.posted(FEES)).isEqualTo(4);
    }

    /** What the payee pays is shared on the payee's shard, in the leg that takes it. */
    @Test
    void aPayeesFeeIsSharedWhereThePayeeIs() {
        ShardText there = new ShardText();
        AccountIdentity agent = there.account(AGENT, "open 0");
        transactionType(
                "transfer",
                "\"fees\": [{\"kind\": \"fixed\", \"amount\": 8, \"paidBy\": \"payee\", \"commission\":"
                        + " {\"payee\": \"" + agent.id() + "\", \"basisPoints\": 5000}}]");
        Transfer sent = decided(pay(text.account(PAYER, "open 100"), null, 50));
        Transfer arriving = ShardText.arriving(there.account(PAYEE, "open 0"), sent);

        CreditOutcome outcome = there.shard.commit(NOW, new Credit(arriving));
        there.shard.commit(NOW, new Credit(arriving));
        text.shard.commit(NOW, new Settle(sent, outcome));

        assertThat(there.posted(agent.id())).isEqualTo(4);
        assertThat(there.posted(FEES)).isEqualTo(4);
        assertThat(commissions()).isEmpty();
        assertThat(there.shard.inbound().stream().map(InboundTransfer::outcome)).containsExactly(outcome);
        assertThat(there.shard.transfers().stream().map(Transfer::kind)).containsExactly(TransferKind.COMMISSION);
    }

    @Test
    void ofAHeldPaymentItIsPaidWhenThatIsLetGo() {
        AccountIdentity agent = text.account(AGENT, "open 0");
        commission(agent.id().toString(), 5_000);
        AccountIdentity from = text.account(PAYER, "open 200");
        AccountIdentity to = text.account(PAYEE, "open 0");
        Transfer letGo = decided(text.shard.commit(NOW, new Initiate(order(from, to, 50), Verdict.HOLD)));
        Transfer refused = decided(text.shard.commit(NOW, new Initiate(order(from, to, 50), Verdict.HOLD)));
        assertThat(commissions()).isEmpty();

        text.shard.commit(NOW, new CancelHeld(refused, Refusal.PAYMENT_DECLINED));
        text.shard.commit(NOW, new ReleaseHeld(letGo));

        assertThat(commission().parentId()).isEqualTo(letGo.id());
        assertThat(text.posted(agent.id())).isEqualTo(4);
    }

    @Test
    void ofACaptureItIsAShareOfWhatThePayeePays() {
        AccountIdentity agent = text.account(AGENT, "open 0");
        transactionType(
                "transfer",
                "\"fees\": [{\"kind\": \"percent\", \"basisPoints\": 1000, \"paidBy\": \"payee\", \"commission\":"
                        + " {\"payee\": \"" + agent.id() + "\", \"basisPoints\": 5000}}]");
        Hold hold = stands(authorize(text.account(PAYER, "open 100"), text.account(PAYEE, "open 0"), 60));

        Transfer capture = decided(text.shard.commit(
                NOW, new Capture(ShardText.newTransferId(), "part", hold, 40L, true, TransferNote.NONE)));

        assertThat(commission().parentId()).isEqualTo(capture.id());
        assertThat(text.posted(agent.id())).isEqualTo(2);
        assertThat(text.posted(FEES)).isEqualTo(2);
    }

    /** One that can't be paid is written with its reason, and the payment knows nothing of it. */
    @ParameterizedTest
    @CsvSource({
        // agent's account, their wallet type, what becomes of it
        "closed 0,    ,                        FAILED ACCOUNT_CLOSED",
        "none,        ,                        FAILED ACCOUNT_NOT_FOUND",
        "open USD 0,  ,                        FAILED CURRENCY_MISMATCH",
        "max,         ,                        FAILED BALANCE_OVERFLOW",
        "open 100,    maxBalance: 101,         FAILED MAX_BALANCE_EXCEEDED",
        "open 100,    maxBalance: 104,         COMPLETED",
        "frozen 0,    ,                        COMPLETED",
    })
    void aShareThatCannotBePaidStays(String agents, @Nullable String rule, String becomes) {
        AccountIdentity agent = text.account(AGENT, agents.equals("max") ? "open max" : agents);
        if (rule != null) {
            rule(StoredRule.Kind.WALLET, "main", rule.replace("maxBalance", "\"maxBalance\""));
        }
        commission(agent.id().toString(), 5_000);

        Transfer paid = decided(pay(text.account(PAYER, "open 60"), text.account(PAYEE, "open 0"), 50));

        assertThat(paid.status()).isEqualTo(TransferStatus.COMPLETED);
        Transfer commission = commission();
        assertThat(commission.status() + (commission.reason() == null ? "" : " " + commission.reason()))
                .isEqualTo(becomes);
        assertThat(text.posted(FEES)).isEqualTo(commission.status() == TransferStatus.COMPLETED ? 4 : 8);
    }

    /** Several shares of one payment are several movements, to the same wallet, too. */
    @Test
    void eachFeeHasAShareOfItsOwn() {
        AccountIdentity agent = text.account(AGENT, "open 0");
        String share = "\"commission\": {\"payee\": \"" + AGENT + "\", \"basisPoints\": 5000}";
        transactionType(
                "transfer",
                "\"fees\": [{\"kind\": \"fixed\", \"amount\": 8, " + share + "},"
                        + " {\"kind\": \"fixed\", \"amount\": 6, " + share + "},"
                        + " {\"kind\": \"fixed\", \"amount\": 4, \"paidBy\": \"payee\", " + share + "}]");

        pay(text.account(PAYER, "open 100"), text.account(PAYEE, "open 0"), 50);

        assertThat(commissions().stream().map(Transfer::amountMinor)).containsExactlyInAnyOrder(4L, 3L, 2L);
        assertThat(entriesOf(agent)).containsExactly("TRANSFER 4", "TRANSFER 3", "TRANSFER 2");
        assertThat(text.posted(FEES)).isEqualTo(9);
    }

    /** Limits on what comes in count commissions, and can be for them alone. */
    @Test
    void limitsCountThem() {
        AccountIdentity agent = text.account(AGENT, "open 0");
        wallet("\"limits\": [{\"name\": \"shares\", \"window\": \"day\", \"direction\": \"in\", \"max\": 5,"
                + " \"transactionTypes\": [\"commission\"]}]");
        commission(agent.id().toString(), 5_000);
        AccountIdentity from = text.account(PAYER, "open 200");
        AccountIdentity to = text.account(PAYEE, "open 0");

        pay(from, to, 50);
        pay(from, to, 50);

        assertThat(used("shares")).isEqualTo(4);
        assertThat(commissions().stream().map(Transfer::reason)).containsExactly(null, Refusal.LIMIT_EXCEEDED);
    }

    /** A fee of 8, of which so much goes to that payee. */
    private void commission(String payee, int basisPoints) {
        transactionType(
                "transfer",
                "\"fees\": [{\"kind\": \"fixed\", \"amount\": 8, \"commission\": {\"payee\": \"" + payee
                        + "\", \"basisPoints\": " + basisPoints + "}}]");
    }

    private List<Transfer> commissions() {
        return text.shard.transfers().stream()
                .filter(transfer -> transfer.kind().equals(TransferKind.COMMISSION))
                .toList();
    }

    private Transfer commission() {
        assertThat(commissions()).hasSize(1);
        Transfer commission = commissions().get(0);
        assertThat(SlottedId.is(SlottedId.Kind.TRANSFER, commission.id())).isTrue();
        return commission;
    }

    private List<String> entriesOf(AccountIdentity account) {
        return text.shard.entries().stream()
                .filter(entry -> entry.accountId().equals(account.id()))
                .map((Entry entry) -> entry.kind() + " " + entry.amountMinor())
                .toList();
    }

    /** Whom the map has on that shard of two. */
    private static String user(int shard) {
        return IntStream.range(0, 100)
                .mapToObj(number -> "agent-" + number)
                .filter(name -> ShardMap.initial(2).shardOfUser(name) == shard)
                .findFirst()
                .orElseThrow();
    }
}
