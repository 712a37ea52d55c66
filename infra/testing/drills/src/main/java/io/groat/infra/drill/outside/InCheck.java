package io.groat.infra.drill.outside;

import io.groat.infra.drill.history.Promise;
import io.groat.infra.drill.history.Violations;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Every payment at the gateway is in the books once, with its wallet or put aside with a case, and no other is. */
final class InCheck {
    private final Truth truth;
    private final OutsideBooks books;
    private final Violations breaches;

    InCheck(Truth truth, OutsideBooks books, Violations breaches) {
        this.truth = truth;
        this.books = books;
        this.breaches = breaches;
    }

    /**
     * Finds every breach.
     *
     * @param acknowledged ids of orders that clients were told of, by key
     */
    void run(Map<String, String> acknowledged) {
        acknowledged.forEach((key, id) -> {
            if (!books.payees().containsKey(id)) {
                breaches.add(Promise.NOT_LOST, key + " was answered with order " + id + ", which is not in the books");
            }
        });
        Map<String, List<OutsideBooks.Taken>> taken =
                books.taken().stream().collect(Collectors.groupingBy(OutsideBooks.Taken::payment));
        Map<String, List<OutsideBooks.Credit>> credits =
                books.credits().stream().collect(Collectors.groupingBy(OutsideBooks.Credit::payment));
        Set<String> known = new HashSet<>();
        for (Truth.Payment payment : truth.payments()) {
            known.add(payment.id());
            check(payment, taken.getOrDefault(payment.id(), List.of()), credits.getOrDefault(payment.id(), List.of()));
        }
        credits.forEach((payment, all) -> {
            if (!known.contains(payment)) {
                breaches.add(Promise.PAID_IN_ONCE, "The books have " + all + ", and the gateway knows no such payment");
            }
        });
        taken.forEach((payment, all) -> {
            if (!known.contains(payment) && !credits.containsKey(payment)) {
                breaches.add(Promise.PAID_IN_ONCE, all + " is written down, and the gateway knows no such payment");
            }
        });
    }

    private void check(Truth.Payment payment, List<OutsideBooks.Taken> taken, List<OutsideBooks.Credit> credits) {
        if (taken.size() != 1 || credits.size() != 1) {
            breaches.add(
                    Promise.PAID_IN_ONCE,
                    payment + " is written down " + taken.size() + " times and credited " + credits.size() + " times: "
                            + credits);
            return;
        }
        OutsideBooks.Taken one = taken.get(0);
        OutsideBooks.Credit credit = credits.get(0);
        if (one.amount() != payment.amount()
                || credit.amount() != payment.amount()
                || one.provider() != payment.provider()
                || credit.provider() != payment.provider()
                || one.aside() != credit.aside()
                || !one.booked()) {
            breaches.add(Promise.PAID_IN_ONCE, payment + " is in the books as " + one + " by " + credit);
        } else if (one.aside() && !books.cases().contains(payment.id())) {
            breaches.add(Promise.PAID_IN_ONCE, payment + " is put aside, and no case says so");
        }
    }
}
