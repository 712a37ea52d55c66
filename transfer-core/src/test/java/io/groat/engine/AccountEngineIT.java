package io.groat.engine;

import static io.groat.engine.TestCluster.EUR;
import static io.groat.engine.TestCluster.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.account.Account;
import io.groat.account.AccountRef;
import io.groat.ledger.Entry;
import io.groat.ledger.EntryKind;
import io.groat.ledger.StatementStore.Line;
import io.groat.money.CurrencyCode;
import io.groat.posting.AccountAnswer;
import io.groat.refusal.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import reactor.core.publisher.Flux;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountEngineIT {

    private static final int PAYMENTS = 499;

    private TestCluster cluster;
    private Account busy;

    /** An account with 500 entries: its opening, and payments in and out, on its shard and across. */
    @BeforeAll
    void start() {
        cluster = TestCluster.fresh();
        String user = cluster.payer(0, 10_000);
        List<String> friends = List.of(cluster.payer(0, 10_000), cluster.payer(1, 10_000));
        await(Flux.range(0, PAYMENTS)
                .flatMap(
                        i -> i % 3 == 0
                                ? cluster.transfer("k" + i, friends.get(i % 2), user, 1 + i % 7)
                                : cluster.transfer("k" + i, user, friends.get(i % 2), 1 + i % 7),
                        16)
                .collectList());
        busy = await(cluster.accounts.ofUser(user)).get(0);
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void ofTwentyWhoOpenTheSameAccountThroughTwoRoutersOneDoes() throws Exception {
        String user = cluster.userOn(2);
        List<AccountAnswer> answers;
        try (TestCluster other = cluster.anotherRouter()) {
            answers = await(Flux.range(0, 20)
                    .flatMap(i -> (i % 2 == 0 ? cluster : other).accounts.open(user, AccountRef.MAIN, EUR, 100 + i), 20)
                    .collectList());
        }

        List<Account> opened = answers.stream()
                .filter(AccountAnswer.Done.class::isInstance)
                .map(answer -> ((AccountAnswer.Done) answer).account())
                .toList();
        assertThat(opened).hasSize(1);
        assertThat(answers)
                .filteredOn(AccountAnswer.TurnedDown.class::isInstance)
                .hasSize(19)
                .allMatch(
                        answer -> ((AccountAnswer.TurnedDown) answer).refused().refusal() == Refusal.ACCOUNT_EXISTS);
        assertThat(await(cluster.accounts.ofUser(user))).isEqualTo(opened);
        try (ShardSql sql = ShardSql.on(cluster, 2)) {
            assertThat(sql.number(
                            "SELECT COUNT(*) FROM ledger_entries WHERE account_id = UUID_TO_BIN(?)",
                            opened.get(0).id().toString()))
                    .isEqualTo(1);
        }
    }

    @Test
    void aUserMayHaveSeveralAccounts() {
        String user = cluster.userOn(3);
        await(cluster.accounts.open(user, AccountRef.MAIN, EUR, 1));
        await(cluster.accounts.open(user, "savings", EUR, 2));
        await(cluster.accounts.open(user, AccountRef.MAIN, CurrencyCode.of("JPY"), 3));

        assertThat(await(cluster.accounts.ofUser(user)))
                .extracting(account -> account.type() + " " + account.currency() + " " + account.postedMinor())
                .containsExactly("main EUR 1", "main JPY 3", "savings EUR 2");
        assertThat(await(cluster.accounts.ofUser(cluster.userOn(1)))).isEmpty();
    }

    @Test
    void theWholeStatementNewestFirst() {
        List<Line> all = entries(null, null, null, 1_000);

        assertThat(all).hasSize(PAYMENTS + 1).hasSize((int) busy.lastSeq());
        assertThat(all.stream().map(line -> line.entry().seq()))
                .isEqualTo(LongStream.iterate(busy.lastSeq(), seq -> seq - 1)
                        .limit(busy.lastSeq())
                        .boxed()
                        .toList());
        assertThat(all.get(0).entry().balanceAfterMinor()).isEqualTo(busy.postedMinor());
        Line opening = all.get(PAYMENTS);
        assertThat(opening.entry().kind()).isEqualTo(EntryKind.OPENING);
        assertThat(opening.counterparty()).isEqualTo("funding");
        assertThat(all).allMatch(line -> line.counterparty() != null);
        assertThat(all.stream().mapToLong(line -> line.entry().amountMinor()).sum())
                .isEqualTo(busy.postedMinor());
    }

    @Test
    void pageByPageNothingIsMissedOrGivenTwice() {
        List<Line> paged = new ArrayList<>();
        List<Line> page = entries(null, null, null, 64);
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(64);
            paged.addAll(page);
            page = entries(paged.get(paged.size() - 1).entry().seq(), null, null, 64);
        }

        assertThat(paged).isEqualTo(entries(null, null, null, 1_000));
    }

    @Test
    void fromIsIncludedAndToIsNot() {
        List<Line> all = entries(null, null, null, 1_000);
        Instant from = all.get(400).entry().at();
        Instant to = all.get(100).entry().at();

        assertThat(entries(null, from, to, 1_000))
                .isEqualTo(all.stream()
                        .filter(line -> !line.entry().at().isBefore(from)
                                && line.entry().at().isBefore(to))
                        .toList())
                .isNotEmpty();
        assertThat(entries(null, to, from, 1_000)).as("the other way round").isEmpty();
        assertThat(entries(null, null, busy.createdAt(), 10)).as("before all").isEmpty();
        assertThat(entries(null, busy.updatedAt().plusSeconds(1), null, 10))
                .as("after all")
                .isEmpty();
        assertThat(entries(null, busy.createdAt(), null, 1_000)).isEqualTo(all);
    }

    @Test
    void theBalanceAtAnyTimeIsThatOfTheLastEntryBefore() {
        List<Line> all = entries(null, null, null, 1_000);
        for (int i = 0; i < all.size(); i += 37) {
            Entry entry = all.get(i).entry();
            Entry lastAtThatTime = all.stream()
                    .map(Line::entry)
                    .filter(other -> !other.at().isAfter(entry.at()))
                    .findFirst()
                    .orElseThrow();

            Account then = await(cluster.accounts.at(busy, entry.at()));

            assertThat(then.postedMinor()).isEqualTo(lastAtThatTime.balanceAfterMinor());
            assertThat(then.lastSeq()).isEqualTo(lastAtThatTime.seq());
        }
        assertThat(await(cluster.accounts.at(busy, busy.createdAt().minusSeconds(1)))
                        .postedMinor())
                .isZero();
        assertThat(await(cluster.accounts.at(busy, busy.updatedAt().plusSeconds(99)))
                        .postedMinor())
                .isEqualTo(busy.postedMinor());
        Account empty = cluster.open(cluster.userOn(1), 0);
        assertThat(await(cluster.accounts.at(empty, Instant.now())).postedMinor())
                .isZero();
    }

    private List<Line> entries(@Nullable Long before, @Nullable Instant from, @Nullable Instant to, int limit) {
        return await(cluster.accounts.entries(busy, before, from, to, limit));
    }
}
