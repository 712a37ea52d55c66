package io.groat.infra.training.generate.world;

import io.groat.infra.training.generate.random.Purpose;
import io.groat.infra.training.generate.random.RandomStream;
import io.groat.infra.training.generate.setting.FraudKind;
import io.groat.infra.training.generate.setting.HistorySettings;
import java.util.EnumMap;
import java.util.Map;

/**
 * Which payments get a label, and when. Kinds differ, and the means over all kinds are what was asked for: a kind's share
 * is {@code asked^(c * reluctance)} with the c that makes it so. Delays are log-normal.
 */
final class Labels {

    /** Deviation of a delay's logarithm: many victims complain within days, some after months. */
    private static final double DELAY_SIGMA = 0.9;

    private static final double MEDIAN_OF_MEAN = StrictMath.exp(-DELAY_SIGMA * DELAY_SIGMA / 2);
    private static final double MILLIS_OF_DAY = 86_400_000.0;

    /** What belongs to one case is looked through within two hours. */
    private static final int TOGETHER_MILLIS = 2 * 3_600_000;

    /** Nobody labels a payment sooner than in a minute. */
    private static final int SOONEST_MILLIS = 60_000;

    /** Honest payments that somebody looks into: of all, and of those that are unusual for their payer. */
    private static final double FALSE_ALARMS = 0.000_5;

    private static final double FALSE_ALARMS_OF_UNUSUAL = 0.02;
    private static final double FALSE_ALARM_MEDIAN_DAYS = 0.4;

    private final Map<FraudKind, Double> shares = new EnumMap<>(FraudKind.class);
    private final Map<FraudKind, Double> meanDays = new EnumMap<>(FraudKind.class);
    private final long seed;

    Labels(HistorySettings settings) {
        seed = settings.seed();
        double low = 0;
        double high = 64;
        for (int round = 0; round < 60; round++) {
            double middle = (low + high) / 2;
            if (mean(settings, middle) > settings.labelShare()) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double labelled = 0;
        double delays = 0;
        for (FraudKind kind : FraudKind.values()) {
            double share = share(settings, kind, low);
            shares.put(kind, share);
            labelled += settings.shareOf(kind) * share;
            delays += settings.shareOf(kind) * share * kind.delay();
        }
        for (FraudKind kind : FraudKind.values()) {
            meanDays.put(kind, labelled == 0 ? 0 : settings.labelDelayDays() * kind.delay() * labelled / delays);
        }
    }

    FraudCase open(FraudKind kind, long number) {
        RandomStream random = new RandomStream(seed).at(Purpose.FRAUD, kind.number(), number);
        boolean known = random.chance(shares.getOrDefault(kind, 0.0));
        return new FraudCase(kind, number, random, known, delay(kind, random));
    }

    /** When a payment of a case becomes known as a fraud; 0 for never. */
    long fraudAt(FraudCase fraud, long at) {
        RandomStream random = fraud.random();
        if (fraud.kind().together()) {
            return fraud.known() ? Math.max(at + SOONEST_MILLIS, fraud.knownFrom()) + random.below(TOGETHER_MILLIS) : 0;
        }
        return random.chance(shares.getOrDefault(fraud.kind(), 0.0))
                ? at + SOONEST_MILLIS + (long) delay(fraud.kind(), random)
                : 0;
    }

    /** When somebody looked into an honest payment and found nothing; 0 for never. */
    static long clearedAt(boolean unusual, long at, RandomStream random) {
        if (!random.chance(unusual ? FALSE_ALARMS_OF_UNUSUAL : FALSE_ALARMS)) {
            return 0;
        }
        return at + SOONEST_MILLIS + (long) (random.logNormal(FALSE_ALARM_MEDIAN_DAYS, DELAY_SIGMA) * MILLIS_OF_DAY);
    }

    private double delay(FraudKind kind, RandomStream random) {
        return random.logNormal(meanDays.getOrDefault(kind, 0.0) * MEDIAN_OF_MEAN, DELAY_SIGMA) * MILLIS_OF_DAY;
    }

    private static double mean(HistorySettings settings, double exponent) {
        double mean = 0;
        for (FraudKind kind : FraudKind.values()) {
            mean += settings.shareOf(kind) * share(settings, kind, exponent);
        }
        return mean;
    }

    private static double share(HistorySettings settings, FraudKind kind, double exponent) {
        return settings.labelShare() == 0 ? 0 : StrictMath.pow(settings.labelShare(), exponent * kind.reluctance());
    }
}
