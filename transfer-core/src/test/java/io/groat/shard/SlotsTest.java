package io.groat.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlotsTest {

    /** Published vectors of MurmurHash3_x86_32 with seed 0, unsigned, and what is left mod 4096. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
                    user                                        | hash
                    hello                                       | 248bfa47
                    The quick brown fox jumps over the lazy dog | 2e4ff723
                    Hello, world!                               | c0363e43
                    test                                        | ba6bd213
                    a                                           | 3c2569b2
                    abc                                         | b3dd93fa
                    ab                                          | 9bbfd75f
                    """)
    void aSlotIsTheUnsignedHashMod4096(String user, String hash) {
        assertThat(Slots.ofUser(user)).isEqualTo((int) (Long.parseLong(hash, 16) % 4096));
    }

    @Test
    void aHashOfNothingIsSlotZero() {
        assertThat(Slots.ofUser("")).isZero();
    }

    @Test
    void usersSpreadEvenly() {
        int[] users = new int[4];
        ShardMap map = ShardMap.initial(4);
        IntStream.range(0, 40_000).forEach(i -> users[map.shardOfUser("user-" + i)]++);

        assertThat(IntStream.of(users).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(9_500, 10_500));
    }
}
