package io.groat.infra.training.measure;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a list of so many payers a day finds: those whose highest score of the day is highest, without those that were on it
 * before and were caught. This is the Fraud Detection Handbook's card precision top k (Le Borgne, Siblini, Lebichot and
 * Bontempi, 2022, chapter 4.4).
 */
public final class PayerList {

    private record Payer(int number, double score, boolean fraud) {}

    private PayerList() {}

    /**
     * The share of payers on the list that had a fraud that day, by day; days without any fraud that could be found count
     * too.
     *
     * @param length payers that can be looked at in a day
     */
    static Map<Integer, Double> byDay(Judgements judged, int length) {
        Map<Integer, Double> days = new TreeMap<>();
        BitSet caught = new BitSet(judged.payers());
        for (int from = 0; from < judged.size(); ) {
            int to = judged.dayEnd(from);
            List<Payer> list = list(judged, from, to, caught, length);
            long found = list.stream().filter(Payer::fraud).count();
            list.stream().filter(Payer::fraud).forEach(payer -> caught.set(payer.number()));
            days.put(judged.day(from), (double) found / length);
            from = to;
        }
        return days;
    }

    /** The mean over all days; NaN without any. */
    public static double precision(Judgements judged, int length) {
        return byDay(judged, length).values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.NaN);
    }

    private static List<Payer> list(Judgements judged, int from, int to, BitSet caught, int length) {
        Map<Integer, Payer> payers = new HashMap<>();
        for (int i = from; i < to; i++) {
            if (!caught.get(judged.payer(i))) {
                payers.merge(
                        judged.payer(i),
                        new Payer(judged.payer(i), judged.score(i), judged.isFraud(i)),
                        (a, b) -> new Payer(a.number(), Math.max(a.score(), b.score()), a.fraud() || b.fraud()));
            }
        }
        List<Payer> all = new ArrayList<>(payers.values());
        all.sort(Comparator.comparingDouble(Payer::score).reversed().thenComparingInt(Payer::number));
        return all.subList(0, Math.min(length, all.size()));
    }
}
