package io.groat.infra.drill.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.drill.history.Answer;
import org.junit.jupiter.api.Test;

class ReplyTest {
    @Test
    void transfers() {
        assertThat(reply("{\"id\":\"t1\",\"status\":\"COMPLETED\"}"))
                .isEqualTo(new Reply.Told(Answer.End.completed("t1")));
        assertThat(reply("{\"id\":\"t1\",\"status\":\"PENDING\"}")).isEqualTo(new Reply.Told(new Answer.Pending("t1")));
        assertThat(reply("{\"id\":\"t1\",\"status\":\"FAILED\",\"reason\":\"ACCOUNT_NOT_FOUND\"}"))
                .isEqualTo(new Reply.Told(Answer.End.refused("ACCOUNT_NOT_FOUND", "t1")));
    }

    @Test
    void movementsSayTheirAmount() {
        assertThat(reply("{\"id\":\"t1\",\"status\":\"COMPLETED\",\"amount\":7}"))
                .isEqualTo(new Reply.Told(Answer.End.completed("t1", 7L)));
    }

    @Test
    void holds() {
        assertThat(reply("{\"id\":\"h1\",\"status\":\"PARTIALLY_CAPTURED\",\"amount\":7}"))
                .isEqualTo(new Reply.Told(Answer.End.completed("h1")));
        assertThat(reply("{\"id\":\"h1\",\"status\":\"UNDER_REVIEW\"}"))
                .isEqualTo(new Reply.Told(new Answer.Pending("h1")));
        assertThat(reply("{\"id\":\"h1\",\"status\":\"RELEASED\",\"reason\":\"PAYMENT_DECLINED\"}"))
                .isEqualTo(new Reply.Told(Answer.End.refused("PAYMENT_DECLINED", "h1")));
    }

    @Test
    void problems() {
        assertThat(reply("{\"status\":422,\"code\":\"INSUFFICIENT_FUNDS\",\"transferId\":\"t1\"}"))
                .isEqualTo(new Reply.Told(Answer.End.refused("INSUFFICIENT_FUNDS", "t1")));
        assertThat(reply("{\"status\":404,\"code\":\"ACCOUNT_NOT_FOUND\"}"))
                .isEqualTo(new Reply.Told(Answer.End.refused("ACCOUNT_NOT_FOUND", null)));
        assertThat(reply("{\"status\":503,\"code\":\"SHARD_UNAVAILABLE\"}"))
                .isEqualTo(new Reply.Again("SHARD_UNAVAILABLE"));
        assertThat(reply("{\"status\":503,\"code\":\"TOKEN_CHECK_UNAVAILABLE\"}"))
                .isEqualTo(new Reply.Again("TOKEN_CHECK_UNAVAILABLE"));
    }

    @Test
    void nonsense() {
        assertThat(reply("{}")).isInstanceOf(Reply.Nonsense.class);
        assertThat(reply("{\"id\":\"t1\",\"status\":\"MAYBE\"}")).isInstanceOf(Reply.Nonsense.class);
    }

    private static Reply reply(String json) {
        return Reply.of(Router.parse(json));
    }
}
