package io.groat.saga;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.account.Account;
import io.groat.account.AccountIdentity;
import io.groat.account.AccountRef;
import io.groat.money.CurrencyCode;
import io.groat.posting.AccountAnswer;
import io.groat.posting.Credit;
import io.groat.posting.Initiate;
import io.groat.posting.InitiateAnswer;
import io.groat.posting.OpenAccount;
import io.groat.posting.Settle;
import io.groat.refusal.Refusal;
import io.groat.refusal.RefusedException;
import io.groat.saga.FakeShards.Fault;
import io.groat.shard.SlottedId;
import io.groat.simulation.Promise;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferNote;
import io.groat.transfer.TransferOrder;
import io.groat.transfer.TransferStatus;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransferDriveTest {

    private static final CurrencyCode EUR = CurrencyCode.of("EUR");

    private final FakeShards shards = new FakeShards(2);
    private final TransferDrive drive = new TransferDrive(shards);
    private final Account payer = open(0, "alice", 100);

    @AfterEach
    void theBooksAreRight() {
        assertThat(Promise.brokenBy(shards.all)).isEmpty();
    }

    @Test
    void toTheEndTakesEveryStepOnce() {
        Account payee = open(1, "bob", 0);
        Transfer pending = begin();

        Transfer ended = end(pending);

        assertThat(ended.status()).isEqualTo(TransferStatus.COMPLETED);
        assertThat(shards.asked).containsExactly("Initiate on 0", "Credit on 1", "Settle on 0");
        assertThat(balance(0, payer)).isEqualTo(70);
        assertThat(balance(1, payee)).isEqualTo(30);
    }

    @Test
    void aRefusedTransferEndsWithItsPayerWhole() {
        Transfer ended = end(begin());

        assertThat(ended.reason()).isEqualTo(Refusal.ACCOUNT_NOT_FOUND);
        assertThat(balance(0, payer)).isEqualTo(100);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aCreditThatFailsIsDrivenAgain(Fault fault) {
        Account payee = open(1, "bob", 0);
        Transfer pending = begin();
        shards.fail(Credit.class, fault, fault);

        assertThatThrownBy(() -> end(pending)).isInstanceOf(RefusedException.class);
        assertThat(Promise.brokenBy(shards.all)).isEmpty();
        assertThatThrownBy(() -> end(pending)).isInstanceOf(RefusedException.class);

        assertThat(end(pending).status()).isEqualTo(TransferStatus.COMPLETED);
        assertThat(balance(1, payee)).isEqualTo(30);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aSettlementThatFailsIsDrivenAgain(Fault fault) {
        Transfer pending = begin();
        shards.fail(Settle.class, fault, fault);

        assertThatThrownBy(() -> end(pending)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> end(pending)).isInstanceOf(RefusedException.class);

        assertThat(end(pending).status()).isEqualTo(TransferStatus.FAILED);
        assertThat(balance(0, payer)).isEqualTo(100);
    }

    @Test
    void theDecisionIsToldWithoutItsSettlement() {
        open(1, "bob", 0);
        Transfer pending = begin();
        shards.fail(Settle.class, Fault.REQUEST_LOST);

        Transfer decided = decision(pending);

        assertThat(decided.status()).isEqualTo(TransferStatus.COMPLETED);
        assertThat(shards.all.get(0).transfer(pending.id())).contains(pending);
        assertThat(end(pending)).isEqualTo(decided);
    }

    @Test
    void theSettlementFollowsTheAnswerByItself() {
        open(1, "bob", 0);
        Transfer pending = begin();

        Transfer decided = decision(pending);

        assertThat(shards.all.get(0).transfer(pending.id())).contains(decided);
    }

    @Test
    void aRefusalIsToldOnlyWhenThePayerIsWhole() {
        Transfer pending = begin();
        shards.fail(Settle.class, Fault.REQUEST_LOST);

        assertThatThrownBy(() -> decision(pending)).isInstanceOf(RefusedException.class);

        assertThat(decision(pending).status()).isEqualTo(TransferStatus.FAILED);
        assertThat(balance(0, payer)).isEqualTo(100);
    }

    @ParameterizedTest
    @EnumSource(
            value = TransferStatus.class,
            names = {"HELD", "COMPLETED", "FAILED"})
    void whatHasNoStepLeftAsksNobody(TransferStatus status) {
        Transfer transfer = SagaStepTest.transfer(status);

        assertThat(end(transfer)).isSameAs(transfer);
        assertThat(decision(transfer)).isSameAs(transfer);
        assertThat(shards.asked).isEmpty();
    }

    @Test
    void drivingAnEndedTransferFromAnOldCopyChangesNothing() {
        Account payee = open(1, "bob", 0);
        Transfer pending = begin();
        Transfer ended = end(pending);

        assertThat(end(pending)).isEqualTo(ended);
        assertThat(decision(pending)).isEqualTo(ended);
        assertThat(balance(1, payee)).isEqualTo(30);
    }

    private Account open(int shard, String user, long balance) {
        UUID id = SlottedId.create(SlottedId.Kind.ACCOUNT, shard, Instant.now());
        UUID movement = SlottedId.create(SlottedId.Kind.TRANSFER, shard, Instant.now());
        AccountAnswer answer = shards.all
                .get(shard)
                .commit(Instant.now(), new OpenAccount(id, user, AccountRef.MAIN, EUR, balance, movement));
        return ((AccountAnswer.Done) answer).account();
    }

    private Transfer begin() {
        TransferOrder order = new TransferOrder(
                SlottedId.create(SlottedId.Kind.TRANSFER, 0, Instant.now()),
                "key",
                new AccountRef.ByUser("alice"),
                AccountIdentity.of(payer),
                new AccountRef.ByUser("bob"),
                null,
                0,
                1,
                30,
                EUR,
                TransferNote.NONE);
        InitiateAnswer answer = shards.submit(new Initiate(order)).block();
        assertThat(answer).isInstanceOf(InitiateAnswer.Decided.class);
        return ((InitiateAnswer.Decided) requireNonNull(answer)).transfer();
    }

    private Transfer end(Transfer transfer) {
        return requireNonNull(drive.toEnd(transfer).block());
    }

    private Transfer decision(Transfer transfer) {
        return requireNonNull(drive.toDecision(transfer).block());
    }

    private long balance(int shard, Account account) {
        return shards.all.get(shard).account(account.id()).orElseThrow().postedMinor();
    }
}
