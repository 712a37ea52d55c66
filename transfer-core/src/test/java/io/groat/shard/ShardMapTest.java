package io.groat.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardMapTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 4096})
    void theFirstMapIsSlotModShards(int shards) {
        ShardMap map = ShardMap.initial(shards);

        assertThat(map.version()).isEqualTo(1);
        assertThat(map.shardCount()).isEqualTo(shards);
        assertThat(IntStream.range(0, Slots.COUNT)).allMatch(slot -> map.shardOfSlot(slot) == slot % shards);
        assertThat(map.shardOfUser("hello")).isEqualTo(Slots.ofUser("hello") % shards);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 4097})
    void thereIsNoFirstMapOfSoManyShards(int shards) {
        assertThatThrownBy(() -> ShardMap.initial(shards))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Integer.toString(shards));
    }

    @Test
    void aMapNeedsEverySlotOnce() {
        assertThatThrownBy(() -> new ShardMap(1, new int[4095])).hasMessageContaining("has 4095");
        assertThatThrownBy(() -> new ShardMap(1, new int[4097])).hasMessageContaining("has 4097");
        assertThatThrownBy(() -> new ShardMap(0, new int[4096])).hasMessageContaining("version 0");
        int[] negative = new int[4096];
        negative[17] = -1;
        assertThatThrownBy(() -> new ShardMap(1, negative)).hasMessageContaining("negative");
    }

    @Test
    void aMapIsItsOwn() {
        int[] slots = IntStream.range(0, 4096).map(slot -> slot % 4).toArray();
        ShardMap map = new ShardMap(1, slots);
        slots[0] = 3;

        assertThat(map.shardOfSlot(0)).isZero();
        assertThat(map).isEqualTo(ShardMap.initial(4)).hasSameHashCodeAs(ShardMap.initial(4));
        assertThat(map).isNotEqualTo(new ShardMap(1, slots)).isNotEqualTo(ShardMap.initial(3));
        assertThat(new ShardMap(2, slots)).isNotEqualTo(new ShardMap(1, slots));
    }
}
