package io.groat.engine;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.account.AccountDirectory;
import io.groat.account.AccountRef;
import io.groat.db.ShardAddress;
import io.groat.infra.testservers.MySqlServerHandle;
import io.groat.infra.testservers.TestServers;
import io.groat.lane.LaneSettings;
import io.groat.posting.AccountAnswer;
import io.groat.refusal.RefusedException;
import io.groat.shard.ShardMap;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShardsIT {

    private static final EngineSettings SETTINGS = new EngineSettings(
            LaneSettings.DEFAULT,
            Duration.ofSeconds(2),
            Duration.ofMillis(500),
            1000,
            Duration.ofSeconds(3),
            Duration.ofSeconds(1),
            Duration.ofMillis(100));

    private @Nullable Shards shards;

    @AfterEach
    void close() {
        if (shards != null) {
            shards.close().block(PATIENCE);
        }
    }

    @Test
    void theOthersWorkWhileAShardIsDownAndItIsPickedUpLater() {
        String database = TestCluster.newDatabase();
        MySqlServerHandle server = TestServers.mysqlShards().get(3);
        server.kill();
        try {
            Shards started = start(TestCluster.addresses(database));
            awaitUp(started, 0, 1, 2);
            Awaitility.await().until(() -> started.trouble(3) != null);
            assertThat(started.state(3)).isEqualTo(Shards.State.STARTING);
            assertThat(started.reachable(3)).isFalse();
            AccountEngine accounts = accounts(started);
            assertThat(accounts.open(userOn(0), AccountRef.MAIN, TestCluster.EUR, 5)
                            .block(PATIENCE))
                    .isInstanceOf(AccountAnswer.Done.class);
            assertThatThrownBy(() -> accounts.open(userOn(3), AccountRef.MAIN, TestCluster.EUR, 5)
                            .block(PATIENCE))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("Shard 3 has not come up yet");
            assertThatThrownBy(() -> accounts.ofUser(userOn(3)).block(PATIENCE)).isInstanceOf(RefusedException.class);
        } finally {
            server.start();
        }

        awaitUp(started(), 3);
        assertThat(started().trouble(3)).isNull();
        assertThat(accounts(started())
                        .open(userOn(3), AccountRef.MAIN, TestCluster.EUR, 5)
                        .block(PATIENCE))
                .isInstanceOf(AccountAnswer.Done.class);
    }

    @Test
    void aShardAtAnothersAddressDoesNotComeUpAndSaysWhy() {
        String database = TestCluster.newDatabase();
        List<ShardAddress> right = TestCluster.addresses(database);
        Shards before = start(right);
        awaitUp(before, 0, 1, 2, 3);
        before.close().block(PATIENCE);

        Shards mixed = start(List.of(right.get(0), moved(right.get(2), 1), moved(right.get(1), 2), right.get(3)));

        awaitUp(mixed, 0, 3);
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(mixed.trouble(1)).contains("holds shard 2", "addresses are mixed up");
            assertThat(mixed.trouble(2)).contains("holds shard 1", "addresses are mixed up");
        });
        assertThat(mixed.state(1)).isEqualTo(Shards.State.STARTING);
        assertThat(mixed.state(2)).isEqualTo(Shards.State.STARTING);
    }

    @Test
    void shardsThatWereAddedToARunningSystemAreRefused() {
        String database = TestCluster.newDatabase();
        List<ShardAddress> four = TestCluster.addresses(database);
        Shards two = start(four.subList(0, 2));
        awaitUp(two, 0, 1);
        two.close().block(PATIENCE);

        Shards more = start(four);

        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(more.trouble(0)).contains("two different shard maps have version 1");
            assertThat(more.trouble(1)).contains("two different shard maps have version 1");
        });
        assertThat(more.state(0)).isEqualTo(Shards.State.STARTING);
        assertThat(more.map()).isEqualTo(ShardMap.initial(4));
    }

    @Test
    void fewerAddressesThanTheMapNamesAreRefused() {
        String database = TestCluster.newDatabase();
        List<ShardAddress> four = TestCluster.addresses(database);
        Shards all = start(four);
        awaitUp(all, 0, 1, 2, 3);
        all.close().block(PATIENCE);

        Shards fewer = start(four.subList(0, 2));

        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(fewer.trouble(0)).contains("give the addresses of all 4"));
        assertThat(fewer.state(0)).isEqualTo(Shards.State.STARTING);
    }

    @Test
    void addressesStandInTheOrderOfTheirShards() {
        List<ShardAddress> four = TestCluster.addresses("unused");

        assertThatThrownBy(() -> start(List.of(four.get(1), four.get(0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("stands at place 0")
                .hasMessageNotContaining(four.get(1).password());
    }

    private Shards start(List<ShardAddress> addresses) {
        Shards made = new Shards(addresses, SETTINGS, InstantSource.system(), new SimpleMeterRegistry(), shard -> {});
        shards = made;
        made.start();
        return made;
    }

    private Shards started() {
        return requireNonNull(shards);
    }

    private static void awaitUp(Shards shards, int... numbers) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> IntStream.of(numbers).allMatch(shard -> shards.state(shard) == Shards.State.UP));
    }

    private static AccountEngine accounts(Shards shards) {
        return new AccountEngine(shards, new AccountDirectory(100), InstantSource.system());
    }

    private static String userOn(int shard) {
        ShardMap map = ShardMap.initial(4);
        return IntStream.range(0, 1000)
                .mapToObj(i -> "user-" + i)
                .filter(user -> map.shardOfUser(user) == shard)
                .findFirst()
                .orElseThrow();
    }

    private static ShardAddress moved(ShardAddress address, int shard) {
        return ShardAddress.of(
                shard, address.host(), address.port(), address.database(), address.user(), address.password());
    }
}
