package io.groat.infra.training.generate.random;

/** What a stream of random numbers is for: two purposes never share numbers. Changing a number changes every history. */
public enum Purpose {
    /** Habits of a user, once. */
    HABITS(1),
    /** What a user does on a day. */
    DAY(2),
    /** Where a user is regularly: by user and place. */
    FAVOURITE(3),
    /** Journeys, by user and quarter of a year. */
    JOURNEY(4),
    /** What happens to payments on their way, in the order of the history. */
    COURSE(5),
    /** A case of fraud, by kind and number. */
    FRAUD(6),
    /** When cases of fraud begin, by day. */
    FRAUD_DAY(7),
    /** Prices of shops, charity drives and the like. */
    MARKET(8),
    /** Ids of payments, by their number. */
    ID(9);

    private final long number;

    Purpose(long number) {
        this.number = number;
    }

    long number() {
        return number;
    }
}
