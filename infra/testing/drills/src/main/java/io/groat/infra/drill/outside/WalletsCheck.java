package io.groat.infra.drill.outside;

import io.groat.infra.drill.history.Promise;
import io.groat.infra.drill.history.Violations;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What each wallet holds is what it was opened with and what the gateway has taken and sent for it. */
final class WalletsCheck {
    private final Truth truth;
    private final OutsideBooks books;
    private final Violations breaches;

    WalletsCheck(Truth truth, OutsideBooks books, Violations breaches) {
        this.truth = truth;
        this.books = books;
        this.breaches = breaches;
    }

    /** Finds every breach. */
    void run(List<OutsideUser> users) {
        Map<String, Long> expected = new HashMap<>();
        users.forEach(user -> expected.put(user.id(), OutsideUser.OPENING));
        Map<String, OutsideBooks.Taken> taken = new HashMap<>();
        books.taken().forEach(one -> taken.put(one.payment(), one));
        for (Truth.Payment payment : truth.payments()) {
            OutsideBooks.Taken one = taken.get(payment.id());
            if (one != null && !one.aside()) {
                move(expected, books.payees().get(one.order()), payment.amount());
            }
        }
        Map<String, OutsideBooks.Out> outs = new HashMap<>();
        books.outs().forEach(out -> outs.put(String.valueOf(out.sentAs()), out));
        left(expected, outs, truth.payouts());
        left(expected, outs, truth.refunds());
        disputed(expected);
        expected.forEach(this::compare);
    }

    private static void left(Map<String, Long> expected, Map<String, OutsideBooks.Out> outs, List<Truth.Sent> all) {
        for (Truth.Sent sent : all) {
            OutsideBooks.Out out = outs.get(sent.id());
            if (out != null && sent.status().equals("PROCESSED")) {
                move(expected, out.payer(), -sent.amount());
            }
        }
    }

    private void disputed(Map<String, Long> expected) {
        Map<String, OutsideBooks.Disputed> here = new HashMap<>();
        books.disputes().forEach(one -> here.put(one.id(), one));
        for (Truth.Dispute dispute : truth.disputes()) {
            OutsideBooks.Disputed one = here.get(dispute.id());
            if (one == null || !one.status().equals(dispute.status())) {
                breaches.add(Promise.PAID_OUT_ONCE, dispute + " is at the gateway, and the books have " + one);
            } else if (dispute.status().equals("LOST") && "PAYEE".equals(one.from())) {
                move(expected, one.payee(), -dispute.amount());
            }
        }
    }

    private static void move(Map<String, Long> expected, @Nullable String user, long amount) {
        if (user != null) {
            expected.computeIfPresent(user, (who, balance) -> balance + amount);
        }
    }

    private void compare(String user, long amount) {
        Long posted = books.posted().get(user);
        if (posted == null || posted != amount) {
            breaches.add(
                    Promise.MONEY_CONSERVED,
                    user + " holds " + posted + ", and by all that the gateway has taken and sent should hold "
                            + amount);
        }
        Long held = books.held().get(user);
        if (held != null && held != 0) {
            breaches.add(
                    Promise.MONEY_CONSERVED, "Of " + user + " " + held + " is reserved, and nothing is on its way");
        }
    }
}
