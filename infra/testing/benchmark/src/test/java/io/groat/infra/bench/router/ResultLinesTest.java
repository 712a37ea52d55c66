package io.groat.infra.bench.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.bench.router.ResultLines.Result;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultLinesTest {
    private static final String TEXT = """
            {"idempotencyKey":"bench-1","id":"x","status":"COMPLETED","metadata":{"status":"no"},"amount":5}
            {"idempotencyKey":"bench-2","metadata":{"idempotencyKey":"no"},"status":"PENDING"}
            {"idempotencyKey":"bench-3","title":"No funds","status":422,"code":"INSUFFICIENT_FUNDS"}
            {"title":"Not JSON","status":400}
            """;

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64, 10_000})
    void linesAreFoundHoweverTheyAreCut(int chunk) {
        ResultLines lines = new ResultLines();
        List<Result> found = new ArrayList<>();
        ByteBuf all = Unpooled.copiedBuffer(TEXT, StandardCharsets.UTF_8);
        while (all.isReadable()) {
            found.addAll(lines.take(all.readSlice(Math.min(chunk, all.readableBytes()))));
        }

        assertThat(found)
                .containsExactly(
                        new Result("bench-1", "COMPLETED"),
                        new Result("bench-2", "PENDING"),
                        new Result("bench-3", "422"),
                        new Result("", "400"));
    }
}
