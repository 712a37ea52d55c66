package io.groat.engine;

import static io.groat.engine.TestCluster.EUR;
import static io.groat.engine.TestCluster.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.groat.account.Account;
import io.groat.account.AccountRef;
import io.groat.account.AccountStatus;
import io.groat.account.FundingSource;
import io.groat.ledger.StatementStore;
import io.groat.money.CurrencyCode;
import io.groat.posting.InitiateAnswer;
import io.groat.refusal.Refusal;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferFilter;
import io.groat.transfer.TransferKind;
import io.groat.transfer.TransferNote;
import io.groat.transfer.TransferStatus;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Money that comes in and goes out, on real shards. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FundingEngineIT {

    private static final FundingSource BANK = new FundingSource("bank", EUR);

    private TestCluster cluster;

    @BeforeAll
    void start() {
        cluster = TestCluster.fresh();
    }

    @AfterAll
    void stop() {
        assertThat(cluster.reconcile().balanced()).isTrue();
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void moneyComesInAndGoesOutOnEveryShard(int shard) {
        String user = cluster.payer(shard, 10);

        Transfer in = made(await(deposit("in", user, 300)));
        Transfer out = made(await(withdraw("out", user, 120)));

        assertThat(in.kind()).isEqualTo(TransferKind.DEPOSIT);
        assertThat(in.payerUser()).isEqualTo("funding:bank");
        assertThat(in.payeeUser()).isEqualTo(user);
        assertThat(out.kind()).isEqualTo(TransferKind.WITHDRAWAL);
        assertThat(out.payeeUser()).isEqualTo("funding:bank");
        assertThat(Stream.of(in, out)).allMatch(one -> one.status() == TransferStatus.COMPLETED && !one.crossShard());
        assertThat(cluster.balance(user)).isEqualTo(190);
        assertThat(cluster.stored(in.id())).isEqualTo(in);
        assertThat(cluster.stored(out.id())).isEqualTo(out);
        assertThat(await(cluster.reader.page(new TransferFilter(user, null, null, null, null, 10))))
                .containsExactly(out, in);
    }

    @Test
    void aStatementNamesTheSource() {
        String user = cluster.payer(1, 0);
        await(deposit("in", user, 300));
        await(withdraw("out", user, 120));
        Account account = await(cluster.accounts.ofUser(user)).get(0);

        List<StatementStore.Line> lines = await(cluster.accounts.entries(account, null, null, null, 10));

        assertThat(lines)
                .extracting(
                        line -> line.entry().amountMinor(),
                        StatementStore.Line::counterparty,
                        StatementStore.Line::kind)
                .containsExactly(
                        tuple(-120L, "funding:bank", TransferKind.WITHDRAWAL),
                        tuple(300L, "funding:bank", TransferKind.DEPOSIT));
    }

    /** On one shard and on two: a deposit's key is its payee's, whatever else came from that source. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aDepositsKeyBelongsToItsPayee(int otherShard) {
        String one = cluster.payer(0, 0);
        String other = cluster.payer(otherShard, 0);

        Transfer first = made(await(deposit("same", one, 10)));
        InitiateAnswer again = await(deposit("same", one, 10));
        InitiateAnswer more = await(deposit("same", one, 11));
        Transfer others = made(await(deposit("same", other, 20)));

        assertThat(again).isEqualTo(new InitiateAnswer.Decided(first, true));
        assertThat(((InitiateAnswer.TurnedDown) more).refused().refusal()).isEqualTo(Refusal.IDEMPOTENCY_CONFLICT);
        assertThat(others.id()).isNotEqualTo(first.id());
        assertThat(cluster.balance(one)).isEqualTo(10);
        assertThat(cluster.balance(other)).isEqualTo(20);
    }

    @Test
    void oneKeyFromFiftyClientsThroughTwoRoutersMovesMoneyOnce() {
        String user = cluster.payer(2, 1_000);
        try (TestCluster second = cluster.anotherRouter()) {
            List<InitiateAnswer> answers = await(Flux.range(0, 50)
                    .flatMap(
                            i -> Flux.concat(
                                    fund(i % 2 == 0 ? cluster : second, TransferKind.DEPOSIT, "in", user, 10),
                                    fund(i % 2 == 0 ? second : cluster, TransferKind.WITHDRAWAL, "out", user, 3)),
                            50)
                    .collectList());

            assertThat(answers.stream().map(FundingEngineIT::made).distinct()).hasSize(2);
        }
        assertThat(cluster.balance(user)).isEqualTo(1_007);
    }

    @Test
    void twoHundredWithdrawalsAtOnceOfAWalletThatHasForAHundred() {
        String user = cluster.payer(3, 100 * 7);

        List<Transfer> ended = await(Flux.range(0, 200)
                .flatMap(i -> withdraw("rush-" + i, user, 7), 200)
                .map(FundingEngineIT::made)
                .collectList());

        assertThat(ended)
                .filteredOn(one -> one.status() == TransferStatus.COMPLETED)
                .hasSize(100);
        assertThat(ended)
                .filteredOn(one -> one.status() == TransferStatus.FAILED)
                .hasSize(100)
                .allMatch(one -> one.reason() == Refusal.INSUFFICIENT_FUNDS);
        assertThat(cluster.balance(user)).isZero();
    }

    @Test
    void aFrozenAccountTakesMoneyAndGivesNone() {
        String user = cluster.payer(0, 100);
        Account account = await(cluster.accounts.ofUser(user)).get(0);
        await(cluster.accounts.changeStatus(account.id(), AccountStatus.FROZEN));

        assertThat(made(await(deposit("in", user, 5))).status()).isEqualTo(TransferStatus.COMPLETED);
        assertThat(made(await(withdraw("out", user, 5))).reason()).isEqualTo(Refusal.ACCOUNT_FROZEN);
        assertThat(cluster.balance(user)).isEqualTo(105);
    }

    @Test
    void nobodyAndAnotherCurrencyAreTurnedDownWithoutATrace() {
        String user = cluster.payer(0, 100);
        FundingSource dollars = new FundingSource("bank", CurrencyCode.of("USD"));

        InitiateAnswer nobody = await(deposit("in", cluster.userOn(0), 5));
        InitiateAnswer inDollars = await(cluster.funding.withdraw(
                new FundingRequest("out", new AccountRef.ByUser(user), dollars, 5, TransferNote.NONE)));

        assertThat(((InitiateAnswer.TurnedDown) nobody).refused().refusal()).isEqualTo(Refusal.ACCOUNT_NOT_FOUND);
        assertThat(((InitiateAnswer.TurnedDown) nobody).refused().field()).isEqualTo("payee");
        assertThat(((InitiateAnswer.TurnedDown) inDollars).refused().refusal()).isEqualTo(Refusal.CURRENCY_MISMATCH);
        assertThat(((InitiateAnswer.TurnedDown) inDollars).refused().field()).isEqualTo("payer");
    }

    /** Whoever compares it with the payments that were told of counts the same. */
    @Test
    void theCountOfPaymentsLeavesThemOut() {
        String user = cluster.payer(0, 100);
        long before = counted();

        await(deposit("in", user, 5));
        await(withdraw("out", user, 5));
        Transfer payment = cluster.paid("pay", user, cluster.payer(0, 0), 5);
        await(cluster.refunds.refund(payment, new RefundRequest("back", null, TransferKind.REFUND, TransferNote.NONE)));

        assertThat(counted()).isEqualTo(before + 1);
    }

    private long counted() {
        return await(cluster.shards
                        .get(0)
                        .transfers()
                        .count(new UUID(0, 0), Instant.now().plusSeconds(60), 10_000))
                .transfers();
    }

    private Mono<InitiateAnswer> deposit(String key, String user, long amountMinor) {
        return fund(cluster, TransferKind.DEPOSIT, key, user, amountMinor);
    }

    private Mono<InitiateAnswer> withdraw(String key, String user, long amountMinor) {
        return fund(cluster, TransferKind.WITHDRAWAL, key, user, amountMinor);
    }

    private static Mono<InitiateAnswer> fund(
            TestCluster router, TransferKind kind, String key, String user, long amountMinor) {
        FundingRequest request = request(key, user, amountMinor);
        return kind.equals(TransferKind.DEPOSIT) ? router.funding.deposit(request) : router.funding.withdraw(request);
    }

    static FundingRequest request(String key, String user, long amountMinor) {
        return new FundingRequest(key, new AccountRef.ByUser(user), BANK, amountMinor, TransferNote.NONE);
    }

    private static Transfer made(InitiateAnswer answer) {
        if (answer instanceof InitiateAnswer.Decided decided) {
            return decided.transfer();
        }
        throw new AssertionError("turned down: " + answer);
    }
}
