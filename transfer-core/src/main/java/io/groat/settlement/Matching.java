package io.groat.settlement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which of what is known here a file's row is about, and whether it is as the row says.
 *
 * @param item what it is about; null where nothing is known by that id
 * @param difference in what it differs; null where it is as the row says
 */
public record Matching(@Nullable Settleable item, @Nullable Difference difference) {

    /** In what a row is not as what it is about; the first that is found counts. */
    public enum Difference {
        /** It is about something else: a refund where a payment is known by that id. */
        KIND_DIFFERS(false),
        CURRENCY_DIFFERS(false),
        /** It was settled before, by another row or by a decision. */
        SETTLED_BEFORE(false),
        AMOUNT_DIFFERS(true),
        /** What the gateway keeps is below zero, or more than it took. */
        FEE_DIFFERS(true);

        private final boolean settles;

        Difference(boolean settles) {
            this.settles = settles;
        }

        /** Whether a decision can settle by the row that which it is about. */
        public boolean settles() {
            return settles;
        }
    }

    /** @param known all that is known here by the row's id */
    public static Matching of(SettlementRow row, List<Settleable> known) {
        if (known.isEmpty()) {
            return new Matching(null, null);
        }
        List<Settleable> fitting =
                known.stream().filter(item -> row.kind().fits(item.kind())).toList();
        if (fitting.isEmpty()) {
            return new Matching(known.get(0), Difference.KIND_DIFFERS);
        }
        // Of a dispute there may be two: its money is taken, and comes back.
        Settleable item = fitting.stream()
                .filter(one ->
                        one.amountMinor() == row.amountMinor() && one.currency().equals(row.currency()))
                .findFirst()
                .orElse(fitting.get(0));
        return new Matching(item, difference(row, item));
    }

    private static @Nullable Difference difference(SettlementRow row, Settleable item) {
        if (!row.currency().equals(item.currency())) {
            return Difference.CURRENCY_DIFFERS;
        }
        if (row.amountMinor() != item.amountMinor()) {
            return Difference.AMOUNT_DIFFERS;
        }
        boolean payment = item.kind() == Settleable.Kind.PAYMENT;
        boolean odd = row.feeMinor() < 0 || row.taxMinor() < 0 || row.costMinor() > row.amountMinor();
        return payment && odd ? Difference.FEE_DIFFERS : null;
    }
}
