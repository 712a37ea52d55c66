package io.groat.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.shard.SlottedId.Kind;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlottedIdTest {

    /** The last millisecond that 48 bits hold; in the year 10889. */
    private static final long LAST = (1L << 48) - 1;

    @Property
    void anIdTellsItsSlotItsTimeAndItsKind(
            @ForAll Kind kind,
            @ForAll @IntRange(max = 4095) int slot,
            @ForAll @LongRange(min = 0, max = LAST) long millis) {
        Instant at = Instant.ofEpochMilli(millis);

        UUID id = SlottedId.create(kind, slot, at);

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(SlottedId.slotOf(id)).isEqualTo(slot);
        assertThat(SlottedId.createdAt(id)).isEqualTo(at);
        assertThat(Kind.values()).filteredOn(any -> SlottedId.is(any, id)).containsExactly(kind);
        assertThat(UUID.fromString(id.toString())).isEqualTo(id);
    }

    @Property
    void idsOrderByTimeAsBytesDo(
            @ForAll @LongRange(min = 0, max = LAST - 1) long millis,
            @ForAll @IntRange(max = 4095) int slot,
            @ForAll @IntRange(max = 4095) int laterSlot) {
        Instant at = Instant.ofEpochMilli(millis);
        UUID earlier = SlottedId.create(Kind.TRANSFER, slot, at);
        UUID later = SlottedId.create(Kind.ACCOUNT, laterSlot, at.plusMillis(1));

        assertThat(asBytesCompare(earlier, later)).isNegative();
        assertThat(asBytesCompare(SlottedId.lowestAt(at), earlier)).isNegative();
        assertThat(asBytesCompare(earlier, SlottedId.lowestAt(at.plusMillis(1))))
                .isNegative();
    }

    @Test
    void tenThousandIdsOfOneMillisecondAndSlotDiffer() {
        Instant now = Instant.now();

        assertThat(IntStream.range(0, 10_000)
                        .mapToObj(i -> SlottedId.create(Kind.TRANSFER, 7, now))
                        .collect(Collectors.toSet()))
                .hasSize(10_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 4096, Integer.MAX_VALUE})
    void thereIsNoSuchSlot(int slot) {
        assertThatThrownBy(() -> SlottedId.create(Kind.ACCOUNT, slot, Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "019aa000-0000-4000-8000-000000acc001", // version 4
                "019aa000-0000-7000-0000-000000acc001", // another variant
                "019aa000-0000-7000-8000-0000007fe001", // a transfer
                "019aa000-0000-7000-8000-000000acc002", // no kind of ours
                "00000000-0000-0000-0000-000000000000"
            })
    void isNotAnAccount(String id) {
        assertThat(SlottedId.is(Kind.ACCOUNT, UUID.fromString(id))).isFalse();
    }

    private static int asBytesCompare(UUID one, UUID other) {
        return one.toString().compareTo(other.toString());
    }
}
