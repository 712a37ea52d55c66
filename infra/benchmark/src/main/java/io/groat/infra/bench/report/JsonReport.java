package io.groat.infra.bench.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.groat.infra.bench.load.Mode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The results for programs. Figures have four significant digits; what was not measured is left out. */
public final class JsonReport {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final MathContext DIGITS = new MathContext(4);

    private JsonReport() {}

    private record Report(Machine machine, String startedAt, int rounds, double secondsPerCell, List<Run> runs) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Run(
            String mode,
            String loop,
            String skew,
            int inFlight,
            @Nullable BigDecimal transfersPerSecond,
            @Nullable BigDecimal p50Ms,
            @Nullable BigDecimal p95Ms,
            @Nullable BigDecimal p99Ms,
            @Nullable BigDecimal cpuSecondsPer1000,
            boolean balanced,
            @Nullable BigDecimal ratioToBaseline,
            @Nullable BigDecimal ratioToNeighbour,
            @Nullable BigDecimal offeredPerSecond,
            @Nullable Long relayBehind,
            long failed) {}

    /** The results as text. */
    public static String write(Results results, Machine machine, Instant startedAt, int rounds, double secondsPerCell) {
        List<Run> runs = results.summaries().stream()
                .map(summary -> run(results, summary))
                .toList();
        return JSON.writeValueAsString(new Report(machine, startedAt.toString(), rounds, secondsPerCell, runs)) + "\n";
    }

    private static Run run(Results results, CellSummary summary) {
        Mode mode = summary.cell().mode();
        boolean hasRelay = mode == Mode.HTTP || mode == Mode.STREAM;
        return new Run(
                mode.label(),
                summary.cell().loop().label(),
                summary.cell().skew().label(),
                summary.cell().inFlight(),
                rounded(summary.median().transfersPerSecond()),
                rounded(summary.median().p50Ms()),
                rounded(summary.median().p95Ms()),
                rounded(summary.median().p99Ms()),
                rounded(summary.median().cpuSecondsPer1000()),
                results.balanced(mode),
                rounded(summary.ratioToBest()),
                rounded(summary.ratioToNeighbour()),
                rounded(summary.offeredPerSecond()),
                hasRelay ? summary.relayBehind() : null,
                summary.median().failed());
    }

    private static @Nullable BigDecimal rounded(double value) {
        return Double.isFinite(value) ? new BigDecimal(new BigDecimal(value, DIGITS).toPlainString()) : null;
    }
}
