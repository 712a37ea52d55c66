package io.groat.sandbox.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BookTest {

    /** Some row. */
    record Coin(String id, long value) implements Row {}

    private static Book open(Path folder) {
        return new Book(folder, List.of(Coin.class));
    }

    private static List<Coin> coins(Book book) {
        return book.read(rows -> rows.all(Coin.class));
    }

    @Test
    void aRestartKnowsAllThatWasPutAndNothingThatWasDropped(@TempDir Path folder) {
        try (Book book = open(folder)) {
            book.change(change -> change.put(new Coin("a", 1)));
            book.change(change -> {
                change.put(new Coin("b", 2));
                return change.put(new Coin("a", 3));
            });
            book.change(change -> {
                change.put(new Coin("c", 4));
                change.drop(change.get(Coin.class, "b"));
                return change;
            });
            book.awaitDurable();
        }
        try (Book book = open(folder)) {
            assertThat(coins(book)).containsExactly(new Coin("a", 3), new Coin("c", 4));
        }
    }

    @Test
    void aChangeThatFailsHasChangedNothing(@TempDir Path folder) {
        try (Book book = open(folder)) {
            book.change(change -> change.put(new Coin("a", 1)));
            book.change(change -> change.put(new Coin("b", 2)));
            assertThatIllegalStateException()
                    .isThrownBy(() -> book.change(change -> {
                        change.put(new Coin("a", 5));
                        change.put(new Coin("c", 6));
                        change.drop(change.get(Coin.class, "b"));
                        return change.get(Coin.class, "none");
                    }));
            assertThat(coins(book)).containsExactlyInAnyOrder(new Coin("a", 1), new Coin("b", 2));
        }
        try (Book book = open(folder)) {
            assertThat(coins(book)).hasSize(2);
        }
    }

    @Test
    void whatACrashHasCutOffIsTakenAway(@TempDir Path folder) throws IOException {
        try (Book book = open(folder)) {
            book.change(change -> change.put(new Coin("a", 1)));
        }
        Path journal = folder.resolve("journal.jsonl");
        String whole = Files.readString(journal);
        Files.writeString(journal, whole.substring(0, whole.length() / 2), StandardOpenOption.APPEND);
        try (Book book = open(folder)) {
            assertThat(coins(book)).containsExactly(new Coin("a", 1));
            book.change(change -> change.put(new Coin("b", 2)));
        }
        try (Book book = open(folder)) {
            assertThat(coins(book)).containsExactly(new Coin("a", 1), new Coin("b", 2));
        }
    }

    @Test
    void aFolderHasOneOwner(@TempDir Path folder) {
        try (Book book = open(folder)) {
            assertThat(coins(book)).isEmpty();
            assertThatIllegalStateException().isThrownBy(() -> open(folder)).withMessageContaining("journal.jsonl");
        }
    }
}
