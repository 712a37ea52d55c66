package io.groat.infra.drill.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Answers that contradict each other are noticed when they come. */
class HistoryTest {
    private final Violations breaches = new Violations();
    private final History history = new History(breaches);

    @Test
    void theSameAnswerAgainIsRight() {
        Case asked = ask(ExpectedEnding.SURE);
        history.answered(asked, new Answer.Pending("t1"));
        history.answered(asked, Answer.End.completed("t1"));
        history.answered(asked, Answer.End.completed("t1"));

        assertThat(breaches.none()).isTrue();
        assertThat(history.sent()).isEqualTo(1);
        assertThat(history.acknowledged()).isEqualTo(1);
        assertThat(history.ended()).isEqualTo(1);
        assertThat(history.completed()).isEqualTo(1);
        assertThat(history.open()).isEmpty();
    }

    @Test
    void twoTransfersForOneKeyAreADoubling() {
        Case asked = ask(ExpectedEnding.SURE);
        history.answered(asked, Answer.End.completed("t1"));
        history.answered(asked, Answer.End.completed("t2"));

        assertThat(breaches.count(Promise.NOT_DOUBLED)).isEqualTo(1);
        assertThat(breaches.cases(Promise.NOT_DOUBLED).get(0)).contains("k1", "t1", "t2");
    }

    @Test
    void anotherTransferThanThePendingOneIsADoubling() {
        Case asked = ask(ExpectedEnding.SURE);
        history.answered(asked, new Answer.Pending("t1"));
        history.answered(asked, Answer.End.completed("t2"));

        assertThat(breaches.count(Promise.NOT_DOUBLED)).isEqualTo(1);
    }

    @Test
    void twoPendingTransfersForOneKeyAreADoubling() {
        Case asked = ask(ExpectedEnding.SURE);
        history.answered(asked, new Answer.Pending("t1"));
        history.answered(asked, new Answer.Pending("t2"));

        assertThat(breaches.count(Promise.NOT_DOUBLED)).isEqualTo(1);
    }

    @Test
    void completedAndThenRefusedIsAWrongAnswer() {
        Case asked = ask(ExpectedEnding.SCARCE);
        history.answered(asked, Answer.End.completed("t1"));
        history.answered(asked, Answer.End.refused("INSUFFICIENT_FUNDS", "t1"));

        assertThat(breaches.count(Promise.RIGHT_ANSWERS)).isEqualTo(1);
    }

    @Test
    void anEndThatCannotBeIsAWrongAnswer() {
        history.answered(ask(ExpectedEnding.SURE), Answer.End.refused("INSUFFICIENT_FUNDS", "t1"));
        history.answered(history.ask(order("k2", ExpectedEnding.TOO_MUCH)), Answer.End.completed("t2"));
        history.answered(
                history.ask(order("k3", ExpectedEnding.NOBODY)), Answer.End.refused("ACCOUNT_NOT_FOUND", null));
        history.answered(
                history.ask(order("k4", ExpectedEnding.SCARCE)), Answer.End.refused("INSUFFICIENT_FUNDS", "t4"));

        assertThat(breaches.count(Promise.RIGHT_ANSWERS)).isEqualTo(2);
        assertThat(history.refused()).isEqualTo(3);
    }

    @Test
    void aRefusalThatWasKeptReplacesTheSameWithoutATrace() {
        Case asked = ask(ExpectedEnding.NOBODY);
        history.answered(asked, Answer.End.refused("ACCOUNT_NOT_FOUND", null));
        history.answered(asked, Answer.End.refused("ACCOUNT_NOT_FOUND", "t1"));
        history.answered(asked, Answer.End.refused("ACCOUNT_NOT_FOUND", null));

        assertThat(breaches.none()).isTrue();
        assertThat(asked.end()).contains(Answer.End.refused("ACCOUNT_NOT_FOUND", "t1"));
    }

    @Test
    void whatWasInTheWayMayChangeWhereARefusalLeavesNoTrace() {
        Case asked = ask(ExpectedEnding.CAPTURE_RACE);
        history.answered(asked, Answer.End.refused("CAPTURE_TOO_LARGE", null));
        history.answered(asked, Answer.End.refused("HOLD_ENDED", null));
        assertThat(breaches.none()).isTrue();
        history.answered(asked, Answer.End.completed("t1"));
        assertThat(breaches.count(Promise.RIGHT_ANSWERS)).isEqualTo(1);
    }

    @Test
    void aKeyIsUsedOnce() {
        ask(ExpectedEnding.SURE);
        assertThatThrownBy(() -> ask(ExpectedEnding.SURE)).hasMessageContaining("k1");
    }

    @Test
    void manyBreachesAreCountedAndSomeNamed() {
        for (int i = 0; i < 50; i++) {
            breaches.add(Promise.NOT_LOST, "case " + i);
        }
        assertThat(breaches.count(Promise.NOT_LOST)).isEqualTo(50);
        assertThat(breaches.cases(Promise.NOT_LOST)).hasSizeLessThan(50).contains("case 0");
        assertThat(breaches.cases(Promise.NOT_DOUBLED)).isEmpty();
    }

    private Case ask(ExpectedEnding outlook) {
        return history.ask(order("k1", outlook));
    }

    private static Order order(String key, ExpectedEnding outlook) {
        return Order.transfer(key, "a", "b", 5, outlook);
    }
}
