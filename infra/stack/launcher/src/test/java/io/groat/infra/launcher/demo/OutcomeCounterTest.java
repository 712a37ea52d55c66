package io.groat.infra.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class OutcomeCounterTest {
    @Test
    void countsOutcomesAndLatencies() {
        OutcomeCounter tally = new OutcomeCounter();
        for (int millis = 1; millis <= 100; millis++) {
            boolean refused = millis % 10 == 0;
            tally.add(
                    new TransferOutcome(
                            "k", refused ? "INSUFFICIENT_FUNDS" : "COMPLETED", refused, millis % 2 == 1, false),
                    Duration.ofMillis(millis));
        }
        assertThat(tally.answered()).isEqualTo(100);
        assertThat(tally.accepted()).containsEntry("COMPLETED", 90).hasSize(1);
        assertThat(tally.refusals()).containsEntry("INSUFFICIENT_FUNDS", 10).hasSize(1);
        assertThat(tally.crossShard()).isEqualTo(50);
        assertThat(tally.sameShard()).isEqualTo(40);
        assertThat(tally.millisAt(50)).isEqualTo(50, offset(0.2));
        assertThat(tally.millisAt(99)).isEqualTo(99, offset(0.2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'idempotencyKey':'k','status':'COMPLETED','crossShard':true}     | COMPLETED          | false | true  | false",
                "{'idempotencyKey':'k','status':'PENDING','crossShard':true}       | PENDING            | false | true  | false",
                "{'idempotencyKey':'k','status':'FAILED','crossShard':false}       | FAILED             | true  | false | false",
                "{'idempotencyKey':'k','status':422,'code':'INSUFFICIENT_FUNDS'}   | INSUFFICIENT_FUNDS | true  | false | false",
                "{'idempotencyKey':'k','status':429,'code':'BUSY'}                 | BUSY               | true  | false | true",
                "{'idempotencyKey':'k','status':503,'code':'SHARD_UNAVAILABLE'}    | SHARD_UNAVAILABLE  | true  | false | true",
                "{'idempotencyKey':'k','status':500}                               | HTTP 500           | true  | false | false"
            })
    void readsTransfersAndProblems(String json, String result, boolean refused, boolean cross, boolean again) {
        var answer = new JsonMapper().readTree(json.replace('\'', '"'));
        assertThat(TransferOutcome.of(answer)).isEqualTo(new TransferOutcome("k", result, refused, cross, again));
    }
}
