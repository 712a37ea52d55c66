package io.groat.infra.training.generate.setting;

import java.time.LocalDate;
import java.util.Currency;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * What is asked of a history. The same settings make the same history.
 *
 * @param users of the whole history; some join while it goes on
 * @param paymentsPerDay how many payments a user makes a day, in the mean, while a member
 * @param fraudShare the share of all payments that are fraudulent, 0 to {@link #MOST_FRAUD_SHARE}
 * @param fraudWeights how the fraudulent payments are spread over kinds; weights are relative
 * @param labelShare the share of fraudulent payments that are ever labelled
 * @param labelDelayDays mean days from a fraudulent payment to its label
 * @param start the first day, in UTC
 */
public record HistorySettings(
        int days,
        int users,
        long seed,
        double paymentsPerDay,
        int merchants,
        double fraudShare,
        Map<FraudKind, Double> fraudWeights,
        double labelShare,
        double labelDelayDays,
        Currency currency,
        LocalDate start) {

    public static final int MOST_DAYS = 3_660;
    public static final int LEAST_USERS = 50;
    public static final int MOST_USERS = 2_000_000;
    public static final double LEAST_PAYMENTS_PER_DAY = 0.1;
    public static final double MOST_PAYMENTS_PER_DAY = 50;

    /** A day is held in memory, about 40 bytes a payment. */
    public static final long MOST_PAYMENTS_A_DAY = 5_000_000;

    public static final int LEAST_MERCHANTS = 30;
    public static final int MOST_MERCHANTS = 200_000;
    public static final double MOST_FRAUD_SHARE = 0.3;
    public static final double MOST_LABEL_DELAY_DAYS = 365;
    private static final LocalDate EARLIEST = LocalDate.of(1970, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2999, 12, 31);

    /** @throws IllegalArgumentException naming the option and what it takes */
    public HistorySettings {
        require("--days", days, 1, MOST_DAYS);
        require("--users", users, LEAST_USERS, MOST_USERS);
        require("--payments-per-day", paymentsPerDay, LEAST_PAYMENTS_PER_DAY, MOST_PAYMENTS_PER_DAY);
        if (users * paymentsPerDay > MOST_PAYMENTS_A_DAY) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "--users times --payments-per-day must be at most %d, not %.0f; take fewer of one and more --days",
                    MOST_PAYMENTS_A_DAY,
                    users * paymentsPerDay));
        }
        require("--merchants", merchants, LEAST_MERCHANTS, MOST_MERCHANTS);
        require("--fraud-share", fraudShare, 0, MOST_FRAUD_SHARE);
        require("--label-share", labelShare, 0, 1);
        require("--label-delay", labelDelayDays, 0, MOST_LABEL_DELAY_DAYS);
        fraudWeights.forEach((kind, weight) -> {
            if (!(weight >= 0 && weight <= 1_000_000)) {
                throw new IllegalArgumentException(
                        "--fraud " + kind.text() + " must weigh from 0 to 1000000, not " + weight);
            }
        });
        if (sum(fraudWeights) <= 0) {
            throw new IllegalArgumentException(
                    "--fraud must give one kind at least a weight above 0; for none of them" + " take --fraud-share 0");
        }
        if (currency.getDefaultFractionDigits() < 0) {
            throw new IllegalArgumentException("--currency " + currency + " is none that can be paid in");
        }
        if (start.isBefore(EARLIEST) || start.isAfter(LATEST)) {
            throw new IllegalArgumentException("--start must be from " + EARLIEST + " to " + LATEST + ", not " + start);
        }
        fraudWeights = Map.copyOf(fraudWeights);
    }

    /** The share of fraudulent payments that are of that kind. */
    public double shareOf(FraudKind kind) {
        return fraudWeights.getOrDefault(kind, 0.0) / sum(fraudWeights);
    }

    /** Weights as kinds have them by themselves. */
    public static Map<FraudKind, Double> usualWeights() {
        Map<FraudKind, Double> weights = new EnumMap<>(FraudKind.class);
        for (FraudKind kind : FraudKind.values()) {
            weights.put(kind, kind.weight());
        }
        return weights;
    }

    /** As many as make a town's shops for so many users. */
    public static int usualMerchants(int users) {
        return Math.min(MOST_MERCHANTS, Math.max(LEAST_MERCHANTS * 2, users / 40));
    }

    /** In the order of kinds, for the order of additions shows in the last bits. */
    private static double sum(Map<FraudKind, Double> weights) {
        double sum = 0;
        for (FraudKind kind : FraudKind.values()) {
            sum += weights.getOrDefault(kind, 0.0);
        }
        return sum;
    }

    private static void require(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(option + " must be from " + least + " to " + most + ", not " + value);
        }
    }

    private static void require(String option, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(option + " must be from " + least + " to " + most + ", not " + value);
        }
    }
}
