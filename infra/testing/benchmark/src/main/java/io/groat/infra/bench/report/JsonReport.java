package io.groat.infra.bench.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.groat.infra.bench.load.Mode;
import io.groat.infra.bench.load.PartUse;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The results for programs. Figures have four significant digits; what was not measured is left out. */
public final class JsonReport {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final MathContext DIGITS = new MathContext(4);

    private JsonReport() {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Report(
            Machine machine,
            String startedAt,
            int rounds,
            double secondsPerCell,
            List<Run> runs,
            @Nullable Overload overload,
            @Nullable Follow follow,
            @Nullable Webhooks webhooks) {}

    private record Webhooks(
            @Nullable BigDecimal offeredPerSecond,
            WebhookLoad alone,
            WebhookLoad beside,
            @Nullable BigDecimal paymentsAlone,
            @Nullable BigDecimal paymentsBeside,
            @Nullable BigDecimal ratioToAlone,
            long events,
            long lost,
            long doubled,
            @Nullable BigDecimal creditedAfterSeconds,
            long gatewayAsked) {}

    private record WebhookLoad(
            @Nullable BigDecimal answeredPerSecond,
            @Nullable BigDecimal p50Ms,
            @Nullable BigDecimal p99Ms,
            Map<Integer, Long> answers) {}

    private record Overload(Load usual, Load many, Load flood, Load before, Load after) {}

    private record Load(
            @Nullable BigDecimal acceptedPerSecond,
            @Nullable BigDecimal p50Ms,
            @Nullable BigDecimal p99Ms,
            Map<Integer, Long> answers) {}

    private record Follow(@Nullable BigDecimal perSecond, Delay decision, Delay dashboard, Delay payee) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Delay(
            @Nullable BigDecimal p50Ms, @Nullable BigDecimal p99Ms, long count, long missing) {}

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
            @Nullable BigDecimal ratioToAlone,
            @Nullable BigDecimal ratioToPlain,
            @Nullable BigDecimal offeredPerSecond,
            @Nullable Long relayBehind,
            @Nullable Map<String, BigDecimal> cpuMsByPart,
            @Nullable Map<String, BigDecimal> switchesByPart,
            @Nullable BigDecimal drainSeconds,
            @Nullable BigDecimal settleSeconds,
            @Nullable BigDecimal mutations,
            @Nullable Map<String, BigDecimal> mutationsByTable,
            @Nullable Map<String, BigDecimal> readsByTable,
            @Nullable Map<String, BigDecimal> requestsByService,
            long failed,
            @Nullable String failure) {}

    /** The results as text. */
    public static String write(Results results, Machine machine, Instant startedAt, int rounds, double secondsPerCell) {
        List<Run> runs = results.summaries().stream()
                .map(summary -> run(results, summary))
                .toList();
        OverloadResult overload = results.overload();
        FollowResult follow = results.follow();
        Report report = new Report(
                machine,
                startedAt.toString(),
                rounds,
                secondsPerCell,
                runs,
                overload == null
                        ? null
                        : new Overload(
                                load(overload.usual()),
                                load(overload.many()),
                                load(overload.flood()),
                                load(overload.before()),
                                load(overload.after())),
                follow == null
                        ? null
                        : new Follow(
                                rounded(follow.perSecond()),
                                delay(follow.decision()),
                                delay(follow.dashboard()),
                                delay(follow.payee())),
                webhooks(results.webhooks()));
        return JSON.writeValueAsString(report) + "\n";
    }

    private static @Nullable Webhooks webhooks(@Nullable WebhookResult found) {
        return found == null
                ? null
                : new Webhooks(
                        rounded(found.offeredPerSecond()),
                        load(found.alone()),
                        load(found.beside()),
                        rounded(found.paymentsAlone()),
                        rounded(found.paymentsBeside()),
                        rounded(found.share()),
                        found.events(),
                        found.lost(),
                        found.doubled(),
                        rounded(found.creditedAfterSeconds()),
                        found.gatewayAsked());
    }

    private static WebhookLoad load(WebhookResult.Load load) {
        return new WebhookLoad(rounded(load.perSecond()), rounded(load.p50Ms()), rounded(load.p99Ms()), load.answers());
    }

    private static Run run(Results results, CellSummary summary) {
        Mode mode = summary.cell().mode();
        boolean hasRouter = mode.hasRouter();
        FollowUpSummary followUp = summary.followUp();
        Map<String, PartUse> used = summary.median().usedByPart();
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
                mode.isWhole() ? rounded(summary.ratioToReference()) : null,
                mode.isOther() ? rounded(summary.ratioToReference()) : null,
                rounded(summary.offeredPerSecond()),
                hasRouter ? summary.relayBehind() : null,
                hasRouter ? rounded(used, PartUse::cpuMs) : null,
                hasRouter ? rounded(used, PartUse::switches) : null,
                followUp == null ? null : rounded(followUp.drainSeconds()),
                followUp == null ? null : rounded(followUp.settleSeconds()),
                followUp == null ? null : rounded(followUp.mutations()),
                followUp == null ? null : rounded(followUp.mutationsByTable(), Double::doubleValue),
                followUp == null ? null : rounded(followUp.readsByTable(), Double::doubleValue),
                followUp == null ? null : rounded(followUp.requestsByService(), Double::doubleValue),
                summary.median().failed(),
                summary.median().failed() == 0 ? null : summary.median().firstTrouble());
    }

    private static Load load(OverloadResult.Load load) {
        return new Load(rounded(load.perSecond()), rounded(load.p50Ms()), rounded(load.p99Ms()), load.answers());
    }

    private static Delay delay(Delays delays) {
        return new Delay(rounded(delays.p50Ms()), rounded(delays.p99Ms()), delays.count(), delays.missing());
    }

    private static <T> Map<String, BigDecimal> rounded(Map<String, T> figures, ToDoubleFunction<T> figure) {
        Map<String, BigDecimal> all = new LinkedHashMap<>();
        figures.forEach((name, value) -> {
            BigDecimal one = rounded(figure.applyAsDouble(value));
            if (one != null) {
                all.put(name, one);
            }
        });
        return all;
    }

    private static @Nullable BigDecimal rounded(double value) {
        return Double.isFinite(value) ? new BigDecimal(new BigDecimal(value, DIGITS).toPlainString()) : null;
    }
}
