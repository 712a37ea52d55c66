package io.groat.infra.drill.proof;

import io.groat.infra.drill.history.Answer;
import io.groat.infra.drill.history.Case;
import io.groat.infra.drill.history.ExpectedEnding;
import io.groat.infra.drill.history.History;
import io.groat.infra.drill.history.Order;
import io.groat.infra.drill.history.OrderKind;
import io.groat.infra.drill.history.Promise;
import io.groat.infra.drill.history.Refusals;
import io.groat.infra.drill.history.Violations;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compares what clients were told of holds with the holds, their captures and what accounts have reserved. A refusal has to
 * be borne out by what became of the hold: what was once captured of it is captured still.
 */
public final class HoldsCheck {
    private final History history;
    private final Books books;
    private final Violations breaches;

    public HoldsCheck(History history, Books books, Violations breaches) {
        this.history = history;
        this.books = books;
        this.breaches = breaches;
    }

    /** Finds every breach. */
    public void run() {
        Map<String, BookedHold> byKey = byKey();
        history.cases().forEach(asked -> {
            switch (asked.order().kind()) {
                case HOLD -> checkHold(asked, byKey.get(asked.order().key()));
                case INCREMENT -> checkIncrement(asked);
                case VOID, CAPTURE -> asked.end().ifPresent(end -> checkOf(asked.order(), end));
                default -> {
                    // It is about no hold.
                }
            }
        });
        checkAmounts();
        checkReserves();
    }

    private Map<String, BookedHold> byKey() {
        Map<String, BookedHold> byKey = new HashMap<>();
        books.holds().values().forEach(hold -> {
            BookedHold other = byKey.put(hold.key(), hold);
            if (other != null) {
                breaches.add(Promise.NOT_DOUBLED, hold.key() + " stands for " + other + " and " + hold);
            }
            if (history.find(hold.key()).isEmpty()) {
                breaches.add(Promise.RIGHT_ANSWERS, "Nobody asked for hold " + hold);
            }
        });
        return byKey;
    }

    private void checkHold(Case asked, @Nullable BookedHold booked) {
        Order order = asked.order();
        String told = asked.end().map(Answer.End::id).or(asked::pendingId).orElse(null);
        if (told != null && booked == null) {
            breaches.add(Promise.NOT_LOST, order.key() + " was answered hold " + told + ", which is not in the books");
        } else if (told != null && booked != null && !told.equals(booked.id())) {
            breaches.add(
                    Promise.NOT_DOUBLED, order.key() + " was answered hold " + told + ", the books have " + booked);
        } else if (told == null && booked != null && asked.end().isPresent()) {
            breaches.add(
                    Promise.RIGHT_ANSWERS,
                    order.key() + " was refused (" + asked.end().get() + "), the books have " + booked);
        }
        if (asked.end().isEmpty()) {
            noEnd(asked);
        }
        if (booked != null
                && !(order.payer().equals(booked.payer())
                        && order.payee().equals(booked.payee())
                        && Objects.equals(order.amountMinor(), booked.askedMinor()))) {
            breaches.add(Promise.RIGHT_ANSWERS, order.key() + " was for " + order + ", the books have " + booked);
        }
    }

    private void noEnd(Case asked) {
        breaches.unchecked(Promise.RIGHT_ANSWERS, asked.order().key() + " had no answer that tells its end");
    }

    private void checkIncrement(Case asked) {
        Order order = asked.order();
        Long booked = books.incrementsOf(Objects.requireNonNull(order.parent())).get(order.key());
        if (asked.end().isEmpty()) {
            noEnd(asked);
        } else if (asked.end().get().completed() && booked == null) {
            breaches.add(Promise.NOT_LOST, order.key() + " increased a hold, and is not in the books");
        } else if (!asked.end().get().completed() && booked != null) {
            breaches.add(Promise.RIGHT_ANSWERS, order.key() + " was refused, and the books have it");
        }
        if (booked != null && !booked.equals(order.amountMinor())) {
            breaches.add(Promise.RIGHT_ANSWERS, order.key() + " was for " + order + ", the books have " + booked);
        }
    }

    private void checkOf(Order order, Answer.End end) {
        BookedHold hold = books.holds().get(order.parent());
        if (hold == null) {
            breaches.add(Promise.NOT_LOST, "Hold " + order.parent() + " of " + order.key() + " is not in the books");
        } else if (!isBorneOut(order, end, hold)) {
            breaches.add(Promise.HOLDS_ADD_UP, order.key() + " was answered " + end + ", the books have " + hold);
        }
    }

    private static boolean isBorneOut(Order order, Answer.End end, BookedHold hold) {
        if (end.completed()) {
            return order.kind() == OrderKind.CAPTURE || hold.released();
        }
        boolean voided = order.kind() == OrderKind.CAPTURE && hold.released();
        return switch (String.valueOf(end.refusal())) {
            case Refusals.TOO_LARGE ->
                order.amountMinor() != null && hold.capturedMinor() + order.amountMinor() > hold.amountMinor();
            case Refusals.ENDED -> voided || "CAPTURED".equals(hold.status());
            case Refusals.EXPIRED -> hold.expired() || hold.over();
            default -> order.outlook() != ExpectedEnding.SURE;
        };
    }

    /** What is authorised is what was asked for; what was captured went somewhere; what has ended reserves nothing. */
    private void checkAmounts() {
        Map<String, Long> captured = new HashMap<>();
        books.transfers().stream()
                .filter(booked -> booked.kind() == OrderKind.CAPTURE && !booked.failed())
                .forEach(booked ->
                        captured.merge(Objects.requireNonNull(booked.parent()), booked.amountMinor(), Long::sum));
        books.holds().values().forEach(hold -> {
            long asked = hold.askedMinor()
                    + books.incrementsOf(hold.id()).values().stream()
                            .mapToLong(Long::longValue)
                            .sum();
            long taken = captured.getOrDefault(hold.id(), 0L);
            boolean adds = hold.amountMinor() == asked
                    && hold.capturedMinor() == taken
                    && (hold.open() ? hold.remainingMinor() >= 0 : hold.remainingMinor() == 0);
            if (!adds) {
                breaches.add(
                        Promise.HOLDS_ADD_UP,
                        "Hold " + hold + " was asked for with " + asked + ", and its captures come to " + taken);
            }
            if (hold.open() && hold.over()) {
                breaches.add(Promise.ALWAYS_ENDS, "Hold " + hold + " should have expired");
            }
            books.incrementsOf(hold.id()).keySet().stream()
                    .filter(key -> history.find(key).isEmpty())
                    .forEach(key -> breaches.add(
                            Promise.RIGHT_ANSWERS, "Nobody asked for increment " + key + " of hold " + hold));
        });
    }

    private void checkReserves() {
        Map<String, Long> open = new HashMap<>();
        books.holds().values().forEach(hold -> open.merge(hold.payer(), hold.remainingMinor(), Long::sum));
        books.transfers().stream()
                .filter(booked -> "HELD".equals(booked.status()))
                .forEach(booked -> open.merge(booked.payer(), booked.amountMinor(), Long::sum));
        books.held().forEach((user, held) -> {
            long reserved = open.getOrDefault(user, 0L);
            if (held != reserved) {
                breaches.add(
                        Promise.HOLDS_ADD_UP,
                        user + " has " + held + " held, and what is reserved comes to " + reserved);
            }
        });
    }
}
