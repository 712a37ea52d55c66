package io.groat.infra.training.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.groat.infra.training.judge.HistoryReplay;
import io.groat.infra.training.measure.Figures;
import io.groat.infra.training.measure.Judgements;
import io.groat.infra.training.measure.Protocol;
import io.groat.infra.training.measure.Ranking;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a replay came to. At its top stand the figures of the first contender: the model, or the rules where there is none.
 *
 * @param scorer whose figures stand at the top
 * @param history the file
 * @param model its name; null without one
 * @param excluded payments that were not judged, for a fraud of their payer was known
 * @param repeated payments that had been there before
 * @param contenders the figures of each
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Report(
        String scorer,
        @JsonUnwrapped Figures figures,
        String history,
        @Nullable String model,
        Protocol protocol,
        long excluded,
        long repeated,
        Map<String, Figures> contenders) {

    public Report {
        contenders = Map.copyOf(contenders);
    }

    /** Curves of each contender. */
    public record Curves(Map<String, List<Ranking.Point>> byContender) {

        public Curves {
            byContender = Map.copyOf(byContender);
        }

        /** Of what a replay judged. */
        public static Curves of(HistoryReplay.Outcome outcome) {
            Map<String, List<Ranking.Point>> curves = new LinkedHashMap<>();
            outcome.judged()
                    .forEach((name, judged) ->
                            curves.put(name, Ranking.of(judged).curve()));
            return new Curves(curves);
        }
    }

    /** Of what a replay came to; something was judged. */
    public static Report of(String history, Protocol protocol, HistoryReplay.Outcome outcome) {
        Map<String, Figures> all = new LinkedHashMap<>();
        for (Map.Entry<String, Judgements> one : outcome.judged().entrySet()) {
            all.put(one.getKey(), Figures.of(one.getValue()));
        }
        Map.Entry<String, Figures> first = all.entrySet().iterator().next();
        return new Report(
                first.getKey(),
                first.getValue(),
                history,
                outcome.model() == null ? null : outcome.model().card().label(),
                protocol,
                outcome.excluded(),
                outcome.repeated(),
                all);
    }
}
