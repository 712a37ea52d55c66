package io.groat.fraud.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TreeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // splits as feature threshold left right cover; leaves as value cover
                "0 1 -1 -2 10 | 1 4, 2 6 | ",
                "0 1 1 -1 10, 1 1 -2 -3 6 | 1 4, 2 3, 3 3 | ",
                "| 1 4 | ",
                "| 1 4, 2 6 | splits: 0 of them do not lead to 2 leaves",
                "0 1 -1 -2 10 | 1 4, 2 6, 1 1 | splits: 1 of them do not lead to 3 leaves",
                "0 1 -1 -3 10 | 1 4, 2 6 | splits[0]: there is no leaf 2",
                "0 1 -1 -2147483648 10 | 1 4, 2 6 | splits[0]: there is no leaf 2147483647",
                "0 1 -1 -1 8 | 1 4, 2 4 | splits[0]: leaf 0 has another parent",
                "0 1 0 -1 10 | 1 4, 2 6 | splits[0]: it leads back to split 0",
                "0 1 1 1 10, 1 1 -1 -2 5 | 1 4, 2 3, 3 3 | splits[0]: split 1 has another parent",
                "0 1 -1 -2 10, 1 1 0 -3 5 | 1 4, 2 6, 3 3 | splits[1]: it leads back to split 0",
                "0 1 2 -1 10, 1 1 -2 -3 6 | 1 4, 2 3, 3 3 | splits[0]: there is no split 2",
                "0 1 -1 -2 11 | 1 4, 2 6 | splits[0]: its cover is 11, that below it 10",
                "0 1 -1 -2 6 | 1 0, 2 6 | leaves[0]: its cover is out of range",
                "0 1 -1 -2 6 | 1 9007199254740993, 2 6 | leaves[0]: its cover is out of range",
                "-1 1 -1 -2 10 | 1 4, 2 6 | splits[0]: there is no feature -1",
                "0 NaN -1 -2 10 | 1 4, 2 6 | splits[0]: its threshold is not finite",
                "0 Infinity -1 -2 10 | 1 4, 2 6 | splits[0]: its threshold is not finite",
                "0 1 -1 -2 10 | NaN 4, 2 6 | leaves[0]: its value is out of range",
                "0 1 -1 -2 10 | 1 4, -1e10 6 | leaves[1]: its value is out of range",
            })
    void whatIsNoTreeIsRefused(@Nullable String splits, String leaves, @Nullable String message) {
        if (message == null) {
            assertThat(tree(splits, leaves)).isEqualTo(tree(splits, leaves));
        } else {
            assertThatThrownBy(() -> tree(splits, leaves))
                    .isInstanceOf(ModelRefused.class)
                    .hasMessage(message);
        }
    }

    @Test
    void itIsNoDeeperAndHasNoMoreLeavesThanItMay() {
        assertThat(chain(Tree.MOST_DEPTH).depth()).isEqualTo(Tree.MOST_DEPTH);
        assertThatThrownBy(() -> chain(Tree.MOST_DEPTH + 1)).hasMessage("splits[64]: it lies deeper than 64");
        assertThatThrownBy(() -> chain(Tree.MOST_LEAVES)).hasMessage("leaves: there are more than 1024");
    }

    private static Tree chain(int splits) {
        List<Split> chain = new ArrayList<>();
        List<Leaf> leaves = new ArrayList<>();
        for (int i = 0; i < splits; i++) {
            boolean isLast = i == splits - 1;
            chain.add(new Split(0, i, ~i, isLast ? ~(i + 1) : i + 1, splits + 1 - i, Zeros.BY_THRESHOLD));
            leaves.add(new Leaf(i, 1));
        }
        leaves.add(new Leaf(0, 1));
        return new Tree(chain, leaves);
    }

    private static Tree tree(@Nullable String splits, String leaves) {
        return new Tree(
                rows(splits)
                        .map(row -> new Split(
                                Integer.parseInt(row[0]),
                                Double.parseDouble(row[1]),
                                Integer.parseInt(row[2]),
                                Integer.parseInt(row[3]),
                                Long.parseLong(row[4]),
                                Zeros.BY_THRESHOLD))
                        .toList(),
                rows(leaves)
                        .map(row -> new Leaf(Double.parseDouble(row[0]), Long.parseLong(row[1])))
                        .toList());
    }

    private static Stream<String[]> rows(@Nullable String text) {
        return text == null
                ? Stream.of()
                : Stream.of(text.split(",", -1)).map(row -> row.strip().split(" ", -1));
    }
}
