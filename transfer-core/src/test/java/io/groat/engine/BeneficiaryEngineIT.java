package io.groat.engine;

import static io.groat.engine.TestCluster.EUR;
import static io.groat.engine.TestCluster.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.account.AccountRef;
import io.groat.beneficiary.Beneficiary;
import io.groat.beneficiary.BeneficiaryStore;
import io.groat.posting.InitiateAnswer;
import io.groat.refusal.Refusal;
import io.groat.refusal.RefusedException;
import io.groat.rule.StoredRule;
import io.groat.rule.StoredRule.Kind;
import io.groat.shard.SlottedId;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferNote;
import io.groat.transfer.TransferStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Beneficiaries on real shards, where payments, changes and other routers come at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BeneficiaryEngineIT {

    private static final String TYPE = "rent";

    private TestCluster cluster;
    private BeneficiaryEngine engine;
    private final AtomicInteger names = new AtomicInteger();

    @BeforeAll
    void start() {
        cluster = TestCluster.fresh();
        engine = new BeneficiaryEngine(cluster.shards, cluster.accounts, InstantSource.system());
        RuleEngine rules = new RuleEngine(cluster.shards, cluster.shards);
        await(rules.create(
                StoredRule.of(
                        Kind.TRANSACTION,
                        TYPE,
                        1,
                        "{\"title\": \"Rent\", \"beneficiary\": \"required\"}",
                        Instant.EPOCH,
                        "admin"),
                Refusal.TRANSACTION_TYPE_EXISTS));
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    /** Of one payer, by two routers, within a shard as across shards: what fits, to the unit. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aDayIsNotOverrunByPaymentsAtOnce(int payeeShard) {
        String payer = cluster.payer(0, 10_000);
        String payee = cluster.payer(payeeShard, 0);
        await(engine.add(wish(payer, payee, 50)));

        try (TestCluster other = cluster.anotherRouter()) {
            List<TestCluster> routers = List.of(cluster, other);
            List<Transfer> made = await(Flux.range(0, 120)
                    .flatMap(n -> pay(routers.get(n % 2), payer, payee), 120)
                    .collectList());

            assertThat(made.stream().filter(transfer -> transfer.status() == TransferStatus.COMPLETED))
                    .hasSize(50);
            assertThat(made.stream()
                            .filter(transfer -> transfer.status() == TransferStatus.FAILED)
                            .map(Transfer::reason))
                    .hasSize(70)
                    .containsOnly(Refusal.BENEFICIARY_REQUIRED);
        }
        assertThat(cluster.balance(payee)).isEqualTo(50);
        assertThat(cluster.reconcile().balanced()).isTrue();
    }

    /** No payment that begins after the answer passes, and those before it are no fewer than they were told. */
    @Test
    void nothingIsPaidOnceTheBeneficiaryIsGone() {
        for (int round = 0; round < 5; round++) {
            String payer = cluster.payer(0, 10_000);
            String payee = cluster.payer(0, 0);
            Beneficiary one = await(engine.add(wish(payer, payee, Beneficiary.UNBOUNDED)));
            ConcurrentLinkedQueue<Transfer> before = new ConcurrentLinkedQueue<>();

            Mono<Void> paying = Flux.range(0, 200)
                    .flatMap(n -> pay(cluster, payer, payee).doOnNext(before::add), 20)
                    .then();
            Mono<Long> removing = Mono.delay(Duration.ofMillis(20))
                    .then(engine.remove(one))
                    .doOnNext(gone -> assertThat(gone).isTrue())
                    .publishOn(Schedulers.boundedElastic())
                    .map(gone -> cluster.balance(payee));
            long paidThen = await(Mono.zip(removing, paying.thenReturn(true))).getT1();

            assertThat(cluster.balance(payee)).isEqualTo(paidThen);
            assertThat(before.stream().filter(transfer -> transfer.reason() == null))
                    .hasSize((int) paidThen);
            assertThat(await(pay(cluster, payer, payee)).reason()).isEqualTo(Refusal.BENEFICIARY_REQUIRED);
        }
        assertThat(cluster.reconcile().balanced()).isTrue();
    }

    /** Beside payments by it, changes and looks hold up nobody for good. */
    @Test
    void changesBesidePaymentsAreMadeOneAfterTheOther() {
        String payer = cluster.payer(2, 10_000);
        String payee = cluster.payer(2, 0);
        Beneficiary one = await(engine.add(wish(payer, payee, Beneficiary.UNBOUNDED)));

        List<Transfer> made = new ArrayList<>(await(Flux.range(0, 100)
                .flatMap(
                        n -> n % 4 == 0
                                ? engine.find(payer, one.id())
                                        .flatMap(known -> engine.change(known, max(1_000L + n)))
                                        .then(Mono.<Transfer>empty())
                                : pay(cluster, payer, payee),
                        50)
                .collectList()));

        assertThat(made)
                .hasSize(75)
                .allSatisfy(transfer -> assertThat(transfer.reason()).isNull());
        assertThat(await(engine.find(payer, one.id())).maxMinor()).isBetween(1_000L, 1_100L);
    }

    /** Whoever judged a change by what has changed since does not make it. */
    @Test
    void aChangeIsMadeToWhatItWasJudgedBy() {
        String payer = cluster.userOn(1);
        Beneficiary known = await(engine.add(wish(payer, "somebody", 10)));
        Beneficiary narrow = await(engine.change(known, max(5)));

        assertThat(engine.change(known, max(7)).blockOptional()).isEmpty();
        assertThat(await(engine.find(payer, known.id()))).isEqualTo(narrow);
        assertThat(narrow.coolsFrom()).isEqualTo(known.coolsFrom());
        Beneficiary wide = await(
                engine.change(narrow, new Beneficiary.Change("Rent? It's 5 ? \\ März", null, 7L, null, null, false)));
        assertThat(wide.coolsFrom()).isAfter(known.coolsFrom());
        assertThat(await(engine.find(payer, known.id()))).isEqualTo(wide);
    }

    @Test
    void thereAreNoMoreThanThereMayBeWhoeverIsQuicker() {
        String payer = cluster.userOn(1);
        int more = 10;

        List<String> ends = await(Flux.range(0, BeneficiaryStore.MOST + more)
                .flatMap(
                        n -> engine.add(wish(payer, "friend-" + n, 1))
                                .map(added -> "added")
                                .onErrorResume(
                                        RefusedException.class,
                                        refused -> Mono.just(
                                                refused.refused().refusal().name())),
                        4)
                .collectList());

        long added = ends.stream().filter("added"::equals).count();
        assertThat(added).isBetween(BeneficiaryStore.MOST - 4L, (long) BeneficiaryStore.MOST);
        assertThat(ends.stream().filter(Refusal.TOO_MANY_BENEFICIARIES.name()::equals))
                .hasSize(ends.size() - (int) added);
        List<Beneficiary> page = await(engine.page(payer, null, 150));
        List<Beneficiary> rest = await(engine.page(payer, page.get(149).id(), 150));
        assertThat(page).hasSize(150);
        assertThat(rest).hasSize((int) added - 150).doesNotContainAnyElementsOf(page);
    }

    @Test
    void aPayeeIsThereOnceAndAnAccountHasToBe() {
        String payer = cluster.userOn(1);
        await(engine.add(wish(payer, "bob", 1)));

        assertThatThrownBy(() -> await(engine.add(wish(payer, "bob", 1)))).hasMessageContaining("BENEFICIARY_EXISTS");
        String account = cluster.open(cluster.userOn(3), 0).id().toString();
        assertThat(await(engine.add(wish(payer, account, 1))).payeeAccount()).hasToString(account);
        String nobody =
                SlottedId.create(SlottedId.Kind.ACCOUNT, 7, Instant.now()).toString();
        assertThatThrownBy(() -> await(engine.add(wish(payer, nobody, 1)))).hasMessageContaining("ACCOUNT_NOT_FOUND");
    }

    private static Beneficiary.Change max(long minor) {
        return new Beneficiary.Change(null, null, minor, null, null, false);
    }

    private static BeneficiaryEngine.Wish wish(String payer, String payee, long perDay) {
        return new BeneficiaryEngine.Wish(
                payer, ref(payee), null, Set.of(), 0, Beneficiary.UNBOUNDED, perDay, null, null);
    }

    private static AccountRef ref(String text) {
        return AccountRef.parse(text).orElseThrow();
    }

    private Mono<Transfer> pay(TestCluster router, String payer, String payee) {
        return router.transfers
                .transfer(new TransferRequest(
                        "rent-" + names.incrementAndGet(), ref(payer), ref(payee), 1, EUR, TransferNote.NONE, TYPE))
                .map(answer -> ((InitiateAnswer.Decided) answer).transfer());
    }
}
