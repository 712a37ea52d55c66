package io.groat.engine;

import static io.groat.engine.TestCluster.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.posting.Credit;
import io.groat.saga.TransferDrive;
import io.groat.shard.SlottedId;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferFilter;
import io.groat.transfer.TransferStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransferReaderIT {

    private static final Comparator<Transfer> NEWEST_FIRST = Comparator.comparing(
                    (Transfer transfer) -> transfer.id().toString())
            .reversed();

    private TestCluster cluster;
    private final List<Transfer> all = new ArrayList<>();
    private final List<String> users = new ArrayList<>();

    /** Five users pay each other: on one shard, across shards, and some more than they have. */
    @BeforeAll
    void start() {
        cluster = TestCluster.fresh();
        for (int shard : new int[] {0, 0, 1, 2, 3}) {
            users.add(cluster.payer(shard, 1_000));
        }
        for (int i = 0; i < 90; i++) {
            String payer = users.get(i % 5);
            String payee = users.get((i + 1 + i / 5 % 4) % 5);
            all.add(cluster.paid("k" + i, payer, payee, i % 9 == 0 ? 1_000_000 : 1 + i % 7));
        }
        all.sort(NEWEST_FIRST);
        Awaitility.await()
                .until(() -> all.stream()
                        .allMatch(transfer -> cluster.stored(transfer.id()).equals(transfer)));
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void allOfAllShardsNewestFirst() {
        assertThat(page(null, null, null, null, null, 1_000)).isEqualTo(all);
        assertThat(page(null, null, null, null, null, 7)).isEqualTo(all.subList(0, 7));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void ofAUserWhoPaidAndWhoWasPaid(int number) {
        String user = users.get(number);

        List<Transfer> found = page(user, null, null, null, null, 1_000);

        // A payee never sees what did not arrive, and the payer's key is the payer's.
        assertThat(ids(found)).isEqualTo(ids(all.stream().filter(concerns(user)).toList()));
        assertThat(found).allSatisfy(transfer -> {
            Transfer known = cluster.stored(transfer.id());
            assertThat(transfer.amountMinor()).isEqualTo(known.amountMinor());
            assertThat(transfer.payerUser()).isEqualTo(known.payerUser());
            assertThat(transfer.payeeUser()).isEqualTo(known.payeeUser());
            assertThat(transfer.payerShard()).isEqualTo(known.payerShard());
            assertThat(transfer.payeeShard()).isEqualTo(known.payeeShard());
            assertThat(transfer.status()).isEqualTo(known.status());
            assertThat(transfer.createdAt()).isEqualTo(known.createdAt());
        });
        assertThat(found).anyMatch(transfer -> user.equals(transfer.payeeUser()) && transfer.crossShard());
    }

    @Test
    void byStatus() {
        for (TransferStatus status : TransferStatus.values()) {
            Predicate<Transfer> wanted = transfer -> transfer.status() == status;
            assertThat(page(null, status, null, null, null, 1_000))
                    .isEqualTo(all.stream().filter(wanted).toList());
            assertThat(ids(page(users.get(0), status, null, null, null, 1_000)))
                    .isEqualTo(ids(all.stream()
                            .filter(concerns(users.get(0)).and(wanted))
                            .toList()));
        }
        assertThat(page(null, TransferStatus.FAILED, null, null, null, 1_000)).hasSize(10);
    }

    /** By the time that a transfer is shown with. */
    @Test
    void byTimeFromIncludedToNot() {
        Instant from = all.get(70).createdAt();
        Instant to = all.get(20).createdAt();
        Predicate<Transfer> wanted = transfer ->
                !transfer.createdAt().isBefore(from) && transfer.createdAt().isBefore(to);

        assertThat(page(null, null, from, to, null, 1_000))
                .isEqualTo(all.stream().filter(wanted).toList())
                .isNotEmpty();
        assertThat(ids(page(users.get(2), null, from, to, null, 1_000)))
                .isEqualTo(ids(
                        all.stream().filter(concerns(users.get(2)).and(wanted)).toList()));
        assertThat(page(null, null, to, from, null, 10)).isEmpty();
    }

    @Test
    void byTimeToTheMicrosecond() {
        for (Transfer one : List.of(all.get(0), all.get(33), all.get(89))) {
            Instant at = one.createdAt();
            assertThat(ids(page(null, null, at, at.plusNanos(1_000), null, 1_000)))
                    .contains(one.id());
            assertThat(ids(page(null, null, at.plusNanos(1_000), null, null, 1_000)))
                    .doesNotContain(one.id());
            assertThat(ids(page(null, null, null, at, null, 1_000))).doesNotContain(one.id());
            assertThat(ids(page(one.payerUser(), null, at, null, null, 1_000))).contains(one.id());
            assertThat(ids(page(one.payerUser(), null, null, at, null, 1_000))).doesNotContain(one.id());
        }
    }

    /** Credited, and their payer's shard has that not in writing yet; between them some that nobody has decided. */
    @Test
    void aListFiltersByWhatItShows() {
        String payer = cluster.payer(0, 1_000);
        String payee = cluster.payer(1, 0);
        List<UUID> credited = new ArrayList<>();
        List<UUID> pending = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Transfer begun = cluster.debited("list-" + i, payer, payee, 1);
            if (i % 4 == 0) {
                await(cluster.shards.submit(new Credit(begun)));
            }
            (i % 4 == 0 ? credited : pending).add(0, begun.id());
        }
        assertThat(ids(page(payer, TransferStatus.COMPLETED, null, null, null, 1_000)))
                .isEqualTo(credited);
        assertThat(ids(page(payer, TransferStatus.PENDING, null, null, null, 1_000)))
                .isEqualTo(pending);
        assertThat(ids(page(payer, TransferStatus.COMPLETED, null, null, null, 3)))
                .isEqualTo(credited.subList(0, 3));
        assertThat(ids(page(payer, TransferStatus.COMPLETED, null, null, credited.get(2), 3)))
                .isEqualTo(credited.subList(3, 6));
        assertThat(ids(page(null, TransferStatus.PENDING, null, null, pending.get(4), 10)))
                .isEqualTo(pending.subList(5, 15));
        assertThat(ids(page(null, TransferStatus.COMPLETED, null, null, null, 1_000)))
                .containsAll(credited);
        assertThat(page(payer, null, null, null, null, 1_000))
                .allSatisfy(transfer -> assertThat(transfer.status())
                        .isEqualTo(await(cluster.reader.find(transfer.id())).status()));
        settle(credited, pending);
    }

    /** So that the others' lists are whole again. */
    private void settle(List<UUID> credited, List<UUID> pending) {
        for (UUID id : Stream.concat(credited.stream(), pending.stream()).toList()) {
            all.add(await(new TransferDrive(cluster.shards).toEnd(cluster.stored(id))));
        }
        all.sort(NEWEST_FIRST);
    }

    @Test
    void pageByPageNothingIsMissedOrGivenTwice() {
        assertThat(ids(paged(null, 7))).isEqualTo(ids(all));
        for (String user : users) {
            assertThat(ids(paged(user, 4)))
                    .isEqualTo(ids(all.stream().filter(concerns(user)).toList()));
        }
    }

    /** Every character that a user id may have, in a literal of a statement with parameters. */
    @Test
    void aUserIdOfEveryKindOfCharacter() {
        String odd = "Odd._:@+-1:name";
        cluster.open(odd, 10);
        String friend = cluster.payer((cluster.shards.map().shardOfUser(odd) + 1) % 4, 10);
        Transfer out = cluster.paid("out", odd, friend, 3);
        Transfer in = cluster.paid("in", friend, odd, 2);

        assertThat(ids(page(odd, null, null, null, null, 10))).containsExactly(in.id(), out.id());
        assertThat(page("nobody", null, null, null, null, 10)).isEmpty();
        all.addAll(List.of(out, in));
        all.sort(NEWEST_FIRST);
        Awaitility.await()
                .until(() -> cluster.stored(in.id()).equals(in)
                        && cluster.stored(out.id()).equals(out));
    }

    @Test
    void anUnknownTransferIsEmpty() {
        UUID unknown = SlottedId.create(SlottedId.Kind.TRANSFER, 5, Instant.now());

        assertThat(cluster.reader.find(unknown).blockOptional()).isEmpty();
    }

    private List<Transfer> paged(@Nullable String user, int limit) {
        List<Transfer> paged = new ArrayList<>();
        List<Transfer> page = page(user, null, null, null, null, limit);
        while (!page.isEmpty()) {
            paged.addAll(page);
            page = page(user, null, null, null, paged.get(paged.size() - 1).id(), limit);
        }
        return paged;
    }

    private List<Transfer> page(
            @Nullable String user,
            @Nullable TransferStatus status,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable UUID before,
            int limit) {
        return await(cluster.reader.page(new TransferFilter(user, status, from, to, before, limit)));
    }

    private static Predicate<Transfer> concerns(String user) {
        return transfer -> transfer.payerUser().equals(user)
                || (user.equals(transfer.payeeUser()) && transfer.status() == TransferStatus.COMPLETED);
    }

    private static List<UUID> ids(List<Transfer> transfers) {
        return transfers.stream().map(Transfer::id).toList();
    }
}
