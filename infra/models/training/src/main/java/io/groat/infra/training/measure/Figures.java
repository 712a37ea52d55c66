package io.groat.infra.training.measure;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What scores are worth. Null stands where there is nothing to tell: without frauds there is no recall.
 *
 * @param payments judged
 * @param frauds among them
 * @param auc area below the ROC curve
 * @param averagePrecision area below the precision-recall curve
 * @param cardPrecisionAt100 of the 100 payers a day with the highest scores, the share that had a fraud
 * @param recallAt01Percent share of frauds found at 0.1 % false positives
 * @param recallAt1Percent share of frauds found at 1 % false positives
 * @param alerts payments that would be stopped or looked at
 * @param alertPrecision share of them that are frauds
 * @param alertRecall share of frauds among them
 * @param fraudAmount what frauds are worth, in major units
 * @param lossSaved what frauds among the alerts are worth, in major units
 * @param detectionDelayHours from a payer's first fraud to their first fraud among the alerts, the median of those found
 * @param payersFound share of payers with frauds that had one among the alerts
 * @param perKind of frauds, where the history tells kinds
 * @param perDay the same by day
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Figures(
        long payments,
        long frauds,
        @Nullable Double auc,
        @Nullable Double averagePrecision,
        @Nullable Double cardPrecisionAt100,
        @Nullable Double recallAt01Percent,
        @Nullable Double recallAt1Percent,
        long alerts,
        @Nullable Double alertPrecision,
        @Nullable Double alertRecall,
        double fraudAmount,
        double lossSaved,
        @Nullable Double detectionDelayHours,
        @Nullable Double payersFound,
        List<Kind> perKind,
        List<Day> perDay) {

    private static final int LIST = 100;
    private static final double MILLIS_OF_HOUR = 3_600_000;

    public Figures {
        perKind = List.copyOf(perKind);
        perDay = List.copyOf(perDay);
    }

    /** Frauds of one kind among all payments that are none. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Kind(
            String kind,
            long frauds,
            @Nullable Double auc,
            @Nullable Double averagePrecision,
            @Nullable Double recallAt01Percent,
            @Nullable Double recallAt1Percent) {}

    /** A day, in UTC. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Day(
            String day,
            long payments,
            long frauds,
            @Nullable Double auc,
            @Nullable Double averagePrecision,
            @Nullable Double cardPrecisionAt100,
            long alerts) {}

    /** Of payments that were judged. */
    public static Figures of(Judgements judged) {
        Ranking ranking = Ranking.of(judged);
        long alerts = 0;
        long hits = 0;
        double amount = 0;
        double saved = 0;
        for (int i = 0; i < judged.size(); i++) {
            boolean hit = judged.alerted(i) && judged.isFraud(i);
            alerts += judged.alerted(i) ? 1 : 0;
            hits += hit ? 1 : 0;
            amount += judged.isFraud(i) ? judged.amount(i) : 0;
            saved += hit ? judged.amount(i) : 0;
        }
        Delays delays = delays(judged);
        return new Figures(
                judged.size(),
                judged.frauds(),
                told(ranking.auc()),
                told(ranking.averagePrecision()),
                told(PayerList.precision(judged, LIST)),
                told(ranking.recallAt(0.001)),
                told(ranking.recallAt(0.01)),
                alerts,
                share(hits, alerts),
                share(hits, judged.frauds()),
                amount,
                saved,
                told(delays.median()),
                told(delays.found()),
                kinds(judged),
                days(judged));
    }

    private static List<Kind> kinds(Judgements judged) {
        List<Kind> kinds = new ArrayList<>();
        for (String kind : judged.kinds()) {
            Ranking ranking = Ranking.ofKind(judged, kind);
            kinds.add(new Kind(
                    kind,
                    ranking.frauds(),
                    told(ranking.auc()),
                    told(ranking.averagePrecision()),
                    told(ranking.recallAt(0.001)),
                    told(ranking.recallAt(0.01))));
        }
        return kinds;
    }

    private static List<Day> days(Judgements judged) {
        Map<Integer, Double> lists = PayerList.byDay(judged, LIST);
        List<Day> days = new ArrayList<>();
        for (int from = 0; from < judged.size(); ) {
            int to = judged.dayEnd(from);
            Ranking ranking = Ranking.of(judged, from, to);
            long alerts = 0;
            long frauds = 0;
            for (int i = from; i < to; i++) {
                alerts += judged.alerted(i) ? 1 : 0;
                frauds += judged.isFraud(i) ? 1 : 0;
            }
            days.add(new Day(
                    LocalDate.ofEpochDay(judged.day(from)).toString(),
                    to - from,
                    frauds,
                    told(ranking.auc()),
                    told(ranking.averagePrecision()),
                    lists.get(judged.day(from)),
                    alerts));
            from = to;
        }
        return days;
    }

    private record Delays(double median, double found) {}

    private static Delays delays(Judgements judged) {
        Map<Integer, Long> first = new HashMap<>();
        Map<Integer, Long> after = new HashMap<>();
        for (int i = 0; i < judged.size(); i++) {
            if (judged.isFraud(i)) {
                int payer = judged.payer(i);
                long begun = first.computeIfAbsent(payer, at(judged, i));
                if (judged.alerted(i)) {
                    after.putIfAbsent(payer, judged.at(i) - begun);
                }
            }
        }
        double[] sorted = after.values().stream()
                .mapToDouble(millis -> millis / MILLIS_OF_HOUR)
                .toArray();
        Arrays.sort(sorted);
        return new Delays(
                sorted.length == 0 ? Double.NaN : sorted[(sorted.length - 1) / 2],
                first.isEmpty() ? Double.NaN : (double) after.size() / first.size());
    }

    private static Function<Integer, Long> at(Judgements judged, int place) {
        return payer -> judged.at(place);
    }

    private static @Nullable Double share(long part, long whole) {
        return whole == 0 ? null : (Double) ((double) part / whole);
    }

    private static @Nullable Double told(double figure) {
        return Double.isNaN(figure) ? null : (Double) figure;
    }
}
