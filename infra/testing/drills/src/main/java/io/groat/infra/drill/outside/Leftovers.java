package io.groat.infra.drill.outside;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Says what is still under way, for a person who wonders why. */
final class Leftovers {
    private static final int NAMED = 5;

    private Leftovers() {}

    static String of(Truth truth, OutsideBooks books) {
        List<String> all = new ArrayList<>();
        name(
                all,
                "at the gateway payouts",
                truth.payouts().stream().filter(one -> one.status().equals("PROCESSING")));
        name(all, "refunds", truth.refunds().stream().filter(one -> one.status().equals("PENDING")));
        name(all, "disputes", truth.disputes().stream().filter(one -> !one.ended()));
        name(all, "in the books payouts", books.outs().stream().filter(one -> !one.ended()));
        name(
                all,
                "payments",
                books.taken().stream()
                        .filter(one ->
                                !one.booked() || (one.aside() && !books.cases().contains(one.payment()))));
        name(all, "disputes", books.disputes().stream().filter(one -> !one.ended()));
        return "Money from outside is still under way after " + Rest.PATIENCE.toMinutes() + " minutes: "
                + truth.untold() + " webhooks wait at the gateway, it has "
                + truth.payments().size() + " payments and "
                + truth.disputes().size() + " disputes, the books have "
                + books.taken().size() + " and " + books.disputes().size() + "; " + String.join(", ", all);
    }

    private static void name(List<String> all, String what, Stream<?> some) {
        List<?> found = some.limit(NAMED).toList();
        if (!found.isEmpty()) {
            all.add(what + " " + found);
        }
    }
}
