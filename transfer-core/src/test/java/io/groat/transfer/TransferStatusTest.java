package io.groat.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TransferStatusTest {

    private static final String LIFE = """
            from        HELD  PENDING  COMPLETED  FAILED  CANCELLED
            (new)       yes   yes      yes        yes     no
            HELD        same  yes      yes        yes     yes
            PENDING     no    same     yes        yes     no
            COMPLETED   no    no       same       no      no
            FAILED      no    no       no         same    no
            CANCELLED   no    no       no         no      same
            """;

    static Stream<Arguments> steps() {
        List<List<String>> table =
                LIFE.lines().map(line -> List.of(line.split(" +", -1))).toList();
        return table.stream()
                .skip(1)
                .flatMap(row -> Stream.iterate(1, column -> column < row.size(), column -> column + 1)
                        .map(column -> Arguments.of(row.get(0), table.get(0).get(column), row.get(column))));
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @MethodSource("steps")
    void everyStepIsLegalOrThrows(String from, TransferStatus to, String legal) {
        if (from.equals("(new)")) {
            assertThat(TransferStatus.FIRST.contains(to)).isEqualTo(legal.equals("yes"));
            return;
        }
        TransferStatus status = TransferStatus.valueOf(from);
        assertThat(status.next().contains(to)).isEqualTo(legal.equals("yes"));
        if (legal.equals("no")) {
            assertThatThrownBy(() -> status.become(to))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("a " + from + " transfer can't become " + to);
        } else {
            assertThat(status.become(to)).isEqualTo(to);
        }
    }

    @Test
    void theTableIsComplete() {
        int statuses = TransferStatus.values().length;
        assertThat(steps()).hasSize((statuses + 1) * statuses);
    }

    @Test
    void theLastThreeAreFinal() {
        assertThat(TransferStatus.values())
                .filteredOn(TransferStatus::isFinal)
                .containsExactly(TransferStatus.COMPLETED, TransferStatus.FAILED, TransferStatus.CANCELLED);
    }
}
