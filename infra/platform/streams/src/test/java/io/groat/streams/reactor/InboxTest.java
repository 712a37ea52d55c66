package io.groat.streams.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What waits for work, and how much may. */
class InboxTest {

    private final Inbox<Integer> inbox = new Inbox<>(10);

    @Test
    void whatWaitsIsTakenTogetherInItsOrder() {
        add(0, 3);
        add(3, 1);
        add(4, 6);
        assertThat(inbox.take()).containsExactlyElementsOf(numbers(0, 10));
        assertThat(inbox.isEmpty()).isTrue();
        assertThat(inbox.take()).isEmpty();
    }

    @Test
    void noMoreThanABatchIsTaken() {
        add(0, 6);
        add(6, 5);
        add(11, 5);
        assertThat(inbox.take()).containsExactlyElementsOf(numbers(0, 6));
        assertThat(inbox.take()).containsExactlyElementsOf(numbers(6, 10));
    }

    @Test
    void aPollThatIsLargerIsTakenWhole() {
        add(0, 25);
        add(25, 1);
        assertThat(inbox.take()).containsExactlyElementsOf(numbers(0, 25));
        assertThat(inbox.take()).containsExactly(25);
    }

    @Test
    void thereIsRoomUntilABatchWaits() throws Exception {
        add(0, 9);
        assertThat(inbox.room().toFuture()).isDone();
        add(9, 1);
        CompletableFuture<List<Integer>> room = inbox.room().toFuture();
        assertThat(room).isNotDone();
        inbox.take();
        room.get(30, TimeUnit.SECONDS);
    }

    private void add(int first, int count) {
        inbox.add(numbers(first, count));
    }

    private static List<Integer> numbers(int first, int count) {
        return IntStream.range(first, first + count).boxed().toList();
    }
}
