package io.groat.infra.training.generate.party;

/** What shops sell: how often, for how much, and when. Amounts are hundredths of the currency's unit. */
public enum Category {
    GROCERY(0.26, 2_300, 0.7, 17.5, 3),
    CAFE(0.14, 450, 0.4, 10.5, 3.5),
    RESTAURANT(0.10, 2_800, 0.6, 19.5, 2),
    FUEL(0.06, 5_200, 0.35, 16, 4),
    TRANSPORT(0.10, 620, 0.7, 12, 5),
    CLOTHES(0.06, 4_800, 0.7, 16, 3),
    ELECTRONICS(0.03, 15_500, 1.0, 18, 3.5),
    HEALTH(0.045, 2_400, 0.8, 12, 3),
    GAMES(0.05, 900, 0.8, 22, 3),
    MARKETPLACE(0.08, 2_600, 1.0, 20.5, 3.5),
    TRAVEL(0.02, 18_000, 0.9, 20, 4),
    HOME(0.035, 6_500, 0.9, 15, 3),
    /** Bought by itself each month, not visited. */
    SUBSCRIPTION(0, 1_100, 0.5, 4, 2),
    /** Where money leaves for other currencies: by honest people, and at the end of rings. */
    EXCHANGE(0.015, 10_000, 1.1, 21, 5),
    CHARITY(0.005, 2_000, 0.8, 19, 4);

    private final double weight;
    private final double median;
    private final double sigma;
    private final double hour;
    private final double spread;

    Category(double weight, double median, double sigma, double hour, double spread) {
        this.weight = weight;
        this.median = median;
        this.sigma = sigma;
        this.hour = hour;
        this.spread = spread;
    }

    /** Its share of visits; all add up to 1. */
    double weight() {
        return weight;
    }

    /** The usual amount, in hundredths. */
    public double median() {
        return median;
    }

    /** The deviation of the logarithm of amounts. */
    public double sigma() {
        return sigma;
    }

    /** When most come, as an hour of the day. */
    public double hour() {
        return hour;
    }

    /** By how many hours that varies (one deviation). */
    public double spread() {
        return spread;
    }
}
