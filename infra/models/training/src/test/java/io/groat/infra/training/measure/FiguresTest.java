package io.groat.infra.training.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FiguresTest {

    private static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void areThoseOfTheTextbook() {
        // scikit-learn's own example for average precision, and one for the area below the ROC curve
        Judgements judged = judged(new double[] {0.1, 0.4, 0.35, 0.8}, false, false, true, true);
        assertThat(Ranking.of(judged).averagePrecision()).isCloseTo(0.8333333333, within(1e-9));
        assertThat(Ranking.of(judged).auc()).isEqualTo(0.75);
        assertThat(Ranking.of(judged).recallAt(0.0)).isEqualTo(0.5);
        assertThat(Ranking.of(judged).recallAt(0.5)).isEqualTo(1);
    }

    @Test
    void areThoseOfALookAtEachPair() {
        Random random = new Random(3);
        for (int round = 0; round < 50; round++) {
            Judgements judged = new Judgements();
            int many = 20 + random.nextInt(60);
            for (int i = 0; i < many; i++) {
                boolean fraud = random.nextInt(4) == 0;
                double score = Math.round((fraud ? 0.3 : 0) + random.nextDouble() * 10) / 10.0;
                judged.add(DAY, "p" + i, 1, score, fraud ? "any" : null, false);
            }
            Ranking ranking = Ranking.of(judged);
            if (ranking.isTold()) {
                assertThat(ranking.auc()).isCloseTo(auc(judged), within(1e-12));
                assertThat(ranking.averagePrecision()).isCloseTo(averagePrecision(judged), within(1e-12));
            }
        }
    }

    @Test
    void withoutFraudsNothingIsTold() {
        Figures figures = Figures.of(judged(new double[] {0.1, 0.4}, false, false));
        assertThat(figures.auc()).isNull();
        assertThat(figures.averagePrecision()).isNull();
        assertThat(figures.recallAt1Percent()).isNull();
        assertThat(figures.cardPrecisionAt100()).isZero();
    }

    @Test
    void aPayerWhoWasCaughtLeavesTheList() {
        Judgements judged = new Judgements();
        judged.add(DAY, "a", 1, 0.9, "any", false);
        judged.add(DAY, "b", 1, 0.8, null, false);
        judged.add(DAY, "b", 1, 0.1, "any", false);
        judged.add(DAY, "c", 1, 0.7, "any", false);
        Instant next = DAY.plus(Duration.ofDays(1));
        judged.add(next, "a", 1, 0.9, "any", false);
        judged.add(next, "c", 1, 0.8, "any", false);
        judged.add(next, "d", 1, 0.7, null, false);
        // First a and b, then, without them, c and d.
        assertThat(PayerList.byDay(judged, 2).values()).containsExactly(1.0, 0.5);
        assertThat(PayerList.precision(judged, 2)).isEqualTo(0.75);
    }

    @Test
    void alertsAreCountedByWhatTheySave() {
        Judgements judged = new Judgements();
        judged.add(DAY, "a", 100, 0.2, "scam", false);
        judged.add(DAY.plusSeconds(7_200), "a", 300, 0.9, "scam", true);
        judged.add(DAY.plusSeconds(7_300), "b", 10, 0.9, null, true);
        judged.add(DAY.plusSeconds(7_400), "c", 100, 0.1, "mule", false);
        Figures figures = Figures.of(judged);
        assertThat(figures.alerts()).isEqualTo(2);
        assertThat(figures.alertPrecision()).isEqualTo(0.5);
        assertThat(figures.lossSaved()).isEqualTo(300);
        assertThat(figures.fraudAmount()).isEqualTo(500);
        assertThat(figures.detectionDelayHours()).isEqualTo(2);
        assertThat(figures.payersFound()).isEqualTo(0.5);
        assertThat(figures.perKind()).extracting(Figures.Kind::kind).containsExactly("scam", "mule");
        assertThat(figures.perKind().get(1).auc()).isEqualTo(0);
    }

    @Test
    void onlyWhatIsKnownWhenADayBeginsIsKnownOnIt() {
        KnownPayers known = new KnownPayers(DAY);
        known.fraud("early", DAY.minusSeconds(1), DAY);
        known.fraud("a", DAY, DAY.plus(Duration.ofDays(7)));
        assertThat(known.knowsAt("early", DAY.plus(Duration.ofDays(20)))).isFalse();
        assertThat(known.knowsAt("a", DAY.plus(Duration.ofDays(7)))).isTrue();
        assertThat(known.knowsAt("a", DAY.plus(Duration.ofDays(7)).minusSeconds(1)))
                .isFalse();
    }

    @Test
    void daysOfTheProtocolFollowEachOther() {
        Protocol protocol = Protocol.endingWith(DAY, DAY.plus(Duration.ofDays(30)), 7, 7, 7);
        assertThat(protocol.testTo()).isEqualTo(DAY.plus(Duration.ofDays(31)));
        assertThat(protocol.testFrom()).isEqualTo(DAY.plus(Duration.ofDays(24)));
        assertThat(protocol.trainTo()).isEqualTo(DAY.plus(Duration.ofDays(17)));
        assertThat(protocol.trainFrom()).isEqualTo(DAY.plus(Duration.ofDays(10)));
    }

    private static Judgements judged(double[] scores, boolean... frauds) {
        Judgements judged = new Judgements();
        for (int i = 0; i < scores.length; i++) {
            judged.add(DAY, "p" + i, 1, scores[i], frauds[i] ? "any" : null, false);
        }
        return judged;
    }

    private static double auc(Judgements judged) {
        double sum = 0;
        int pairs = 0;
        for (int i = 0; i < judged.size(); i++) {
            for (int k = 0; k < judged.size(); k++) {
                if (judged.isFraud(i) && !judged.isFraud(k)) {
                    pairs++;
                    sum += Math.signum(judged.score(i) - judged.score(k)) / 2 + 0.5;
                }
            }
        }
        return sum / pairs;
    }

    private static double averagePrecision(Judgements judged) {
        List<Double> scores = new ArrayList<>();
        for (int i = 0; i < judged.size(); i++) {
            scores.add(judged.score(i));
        }
        double sum = 0;
        double before = 0;
        for (double bar :
                scores.stream().distinct().sorted(Comparator.reverseOrder()).toList()) {
            int found = 0;
            int taken = 0;
            for (int i = 0; i < judged.size(); i++) {
                taken += judged.score(i) >= bar ? 1 : 0;
                found += judged.score(i) >= bar && judged.isFraud(i) ? 1 : 0;
            }
            double recall = (double) found / judged.frauds();
            sum += (recall - before) * found / taken;
            before = recall;
        }
        return sum;
    }
}
