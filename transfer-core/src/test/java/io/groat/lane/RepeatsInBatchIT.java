package io.groat.lane;

import static io.groat.engine.TestCluster.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.account.Account;
import io.groat.account.AccountStatus;
import io.groat.engine.ShardSql;
import io.groat.engine.TestCluster;
import io.groat.posting.AccountAnswer;
import io.groat.posting.ChangeStatus;
import io.groat.posting.Command;
import io.groat.posting.Credit;
import io.groat.posting.Initiate;
import io.groat.posting.InitiateAnswer;
import io.groat.transfer.CreditOutcome;
import io.groat.transfer.Transfer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that were done before, among new ones in one batch. */
class RepeatsInBatchIT {

    private static final int NEW = 20;

    private TestCluster cluster;

    @BeforeEach
    void start() {
        cluster = TestCluster.fresh();
    }

    @AfterEach
    void stop() {
        assertThat(cluster.reconcile().balanced()).isTrue();
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10})
    void aFirstLegDoneBeforeIsFoundAndTheNewOnesAreDone(int repeats) throws Exception {
        String payer = cluster.payer(0, 1_000);
        String payee = cluster.payer(0, 0);
        List<Transfer> before = IntStream.range(0, repeats)
                .mapToObj(i -> cluster.paid("key-" + i, payer, payee, 1))
                .toList();
        List<Initiate> commands = IntStream.range(0, repeats + NEW)
                .mapToObj(i -> cluster.initiate("key-" + i, payer, payee, 1))
                .toList();

        List<InitiateAnswer.Decided> answers = inOneBatch(0, payer, commands).stream()
                .map(InitiateAnswer.Decided.class::cast)
                .toList();

        assertThat(answers.stream().limit(repeats).map(InitiateAnswer.Decided::transfer))
                .isEqualTo(before);
        assertThat(answers)
                .extracting(InitiateAnswer.Decided::replayed)
                .isEqualTo(Stream.concat(
                                Stream.generate(() -> true).limit(repeats),
                                Stream.generate(() -> false).limit(NEW))
                        .toList());
        assertThat(cluster.balance(payee)).isEqualTo(repeats + NEW);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10})
    void aSecondLegDoneBeforeIsFoundAndTheNewOnesAreDone(int repeats) throws Exception {
        String payer = cluster.payer(0, 1_000);
        String payee = cluster.payer(1, 0);
        List<Credit> commands = IntStream.range(0, repeats + NEW)
                .mapToObj(i -> new Credit(cluster.debited("key-" + i, payer, payee, 1)))
                .toList();
        List<CreditOutcome> before = commands.stream()
                .limit(repeats)
                .map(credit -> await(cluster.shards.submit(credit)))
                .toList();

        List<CreditOutcome> answers = inOneBatch(1, payee, commands);

        assertThat(answers).hasSize(repeats + NEW).allMatch(CreditOutcome::credited);
        assertThat(answers.subList(0, repeats)).isEqualTo(before);
        assertThat(cluster.balance(payee)).isEqualTo(repeats + NEW);
    }

    /** Holds the user's account while the commands gather behind a first one. */
    private <R> List<R> inOneBatch(int shard, String user, List<? extends Command<R>> commands) throws SQLException {
        Account held = await(cluster.accounts.ofUser(user)).get(0);
        List<CompletableFuture<R>> answers = new ArrayList<>();
        long batches = cluster.shards.get(shard).lane().status().batches();
        CompletableFuture<AccountAnswer> ahead;
        try (ShardSql sql = ShardSql.on(cluster, shard).hold(held.id())) {
            ahead = cluster.shards
                    .submit(new ChangeStatus(held.id(), AccountStatus.OPEN))
                    .toFuture();
            Awaitility.await().until(() -> sql.lockWaitsOf(cluster.database()) == 1);
            commands.forEach(
                    command -> answers.add(cluster.shards.submit(command).toFuture()));
            sql.letGo();
        }
        List<R> all = answers.stream().map(CompletableFuture::join).toList();
        ahead.join();
        assertThat(cluster.shards.get(shard).lane().status().batches() - batches)
                .as("the one ahead, and all others together")
                .isEqualTo(2);
        return all;
    }
}
