package io.groat.infra.drill.history;

/** What may not happen, each a line of the proof. */
public enum Promise {
    NOT_LOST("lost", "An acknowledged transfer is not in the books as it was acknowledged"),
    NOT_DOUBLED("doubled", "One key moved money twice, or two transfers stand for one key"),
    RIGHT_ANSWERS("wrongAnswers", "A client was told what can't be, or two different things"),
    ALWAYS_ENDS("stuck", "A transfer has no end, though every part is back"),
    MONEY_CONSERVED("money", "Money came into being or went away"),
    HOLDS_ADD_UP("holds", "A hold, what was captured of it and what is reserved don't add up"),
    REFUNDS_CAPPED("refunds", "What was given back of a movement is more than it brought, or not what is noted"),
    BOOKS_BALANCED("books", "The reconciliation does not balance"),
    PAID_IN_ONCE(
            "paidIn", "A payment at the gateway is not in the books once, or the books have one that it does not know"),
    PAID_OUT_ONCE("paidOut", "What went out and what the gateway has sent are not the same"),
    SETTLED_TO_THE_UNIT("settled", "The books, the gateway and its settlement file don't agree to the unit"),
    EVENTS_ARRIVE("events", "A transfer's events are not on Kafka, or others are"),
    EVENTS_IN_ORDER("order", "One payer's events are out of order"),
    REST_GOES_ON("standstill", "Transfers between healthy shards did not go on during outages"),
    PARTS_COME_BACK("parts", "A part did not come back");

    private final String shortName;
    private final String broken;

    Promise(String shortName, String broken) {
        this.shortName = shortName;
        this.broken = broken;
    }

    /** As in the JSON report. */
    public String shortName() {
        return shortName;
    }

    /** What its breach means. */
    public String broken() {
        return broken;
    }
}
