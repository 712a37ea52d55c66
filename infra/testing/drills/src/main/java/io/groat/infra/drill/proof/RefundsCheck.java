package io.groat.infra.drill.proof;

import io.groat.infra.drill.history.Answer;
import io.groat.infra.drill.history.History;
import io.groat.infra.drill.history.Order;
import io.groat.infra.drill.history.Promise;
import io.groat.infra.drill.history.Refusals;
import io.groat.infra.drill.history.Violations;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Compares what was given back of each movement with what it brought, with what the shards have noted of it, and with what
 * clients were told. A refusal has to be borne out by what was given back in the end, for that only grows.
 */
public final class RefundsCheck {
    private final History history;
    private final Books books;
    private final Violations breaches;
    private final Map<String, BookedTransfer> movements = new HashMap<>();
    private final Map<String, Long> back = new HashMap<>();

    public RefundsCheck(History history, Books books, Violations breaches) {
        this.history = history;
        this.books = books;
        this.breaches = breaches;
        books.transfers().forEach(booked -> {
            movements.put(booked.id(), booked);
            if (booked.kind().givesBack() && !booked.failed()) {
                back.merge(Objects.requireNonNull(booked.parent()), booked.amountMinor(), Long::sum);
            }
        });
    }

    /** Finds every breach. */
    public void run() {
        back.forEach(this::checkCap);
        books.refunded().forEach((movement, noted) -> {
            if (noted != back.getOrDefault(movement, 0L).longValue()) {
                breaches.add(
                        Promise.REFUNDS_CAPPED,
                        "Of " + movement + " " + noted + " is noted as given back, and its refunds come to "
                                + back.getOrDefault(movement, 0L));
            }
        });
        history.cases().stream()
                .filter(asked -> asked.order().kind().givesBack())
                .forEach(asked ->
                        asked.end().filter(end -> !end.completed()).ifPresent(end -> checkRefusal(asked.order(), end)));
    }

    private void checkCap(String movement, long given) {
        BookedTransfer original = movements.get(movement);
        if (original == null || !original.completed() || given > original.amountMinor()) {
            breaches.add(
                    Promise.REFUNDS_CAPPED,
                    "Of " + movement + " " + given + " was given back, the books have " + original
                            + (original == null ? "" : " of " + original.amountMinor()));
        } else if (!books.refunded().containsKey(movement)) {
            breaches.add(Promise.REFUNDS_CAPPED, "Of " + original + " " + given + " was given back, and none is noted");
        }
    }

    private void checkRefusal(Order order, Answer.End told) {
        BookedTransfer original = movements.get(order.parent());
        if (original == null) {
            return; // that it is lost is said elsewhere
        }
        long given = back.getOrDefault(original.id(), 0L);
        long asked = order.amountMinor() == null ? 0 : order.amountMinor();
        boolean borneOut = switch (String.valueOf(told.refusal())) {
            case Refusals.TOO_MUCH_BACK -> given + asked > original.amountMinor();
            case Refusals.ALL_BACK -> given == original.amountMinor();
            default -> true; // of the accounts, not of the cap
        };
        if (!borneOut) {
            breaches.add(
                    Promise.REFUNDS_CAPPED,
                    order.key() + " was answered " + told + ", and " + given + " was given back of " + original + " of "
                            + original.amountMinor());
        }
    }
}
