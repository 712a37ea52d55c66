package io.groat.infra.drill.proof;

import io.groat.infra.drill.history.Answer;
import io.groat.infra.drill.history.Case;
import io.groat.infra.drill.history.History;
import io.groat.infra.drill.history.Order;
import io.groat.infra.drill.history.Promise;
import io.groat.infra.drill.history.Violations;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares what clients were told with what stands in the books. Reads both, changes neither. */
public final class BooksCheck {
    private final History history;
    private final Books books;
    private final Violations breaches;

    public BooksCheck(History history, Books books, Violations breaches) {
        this.history = history;
        this.books = books;
        this.breaches = breaches;
    }

    /**
     * Finds every breach.
     *
     * @param opening what each user's wallet was opened with, in minor units
     */
    public void run(ToLongFunction<String> opening) {
        Map<String, BookedTransfer> byKey = byKey();
        history.cases().forEach(asked -> check(asked, byKey.get(asked.order().key())));
        books.transfers().forEach(this::checkMovement);
        checkStrayMovements();
        checkBalances(opening);
    }

    private Map<String, BookedTransfer> byKey() {
        Map<String, BookedTransfer> byKey = new HashMap<>();
        for (BookedTransfer booked : books.transfers()) {
            BookedTransfer other = byKey.put(booked.key(), booked);
            if (other != null) {
                breaches.add(Promise.NOT_DOUBLED, booked.key() + " stands for " + other + " and " + booked);
            }
            if (history.find(booked.key()).isEmpty()) {
                breaches.add(Promise.RIGHT_ANSWERS, "Nobody asked for transfer " + booked);
            }
        }
        return byKey;
    }

    private void check(Case asked, @Nullable BookedTransfer booked) {
        String key = asked.order().key();
        asked.pendingId().ifPresent(id -> {
            if (booked == null) {
                breaches.add(Promise.NOT_LOST, key + " was answered PENDING as " + id + " and is not in the books");
            } else if (!booked.id().equals(id)) {
                breaches.add(
                        Promise.NOT_DOUBLED, key + " was answered PENDING as " + id + ", the books have " + booked);
            }
        });
        if (asked.end().isEmpty()) {
            // Whether the transfer itself has ended is for the books to say; its client could not ask.
            breaches.unchecked(
                    Promise.RIGHT_ANSWERS, key + " had no answer that tells its end; the books have " + booked);
        } else {
            checkEnd(key, asked.end().get(), booked);
        }
        if (booked != null) {
            checkTerms(asked.order(), booked);
        }
    }

    private void checkEnd(String key, Answer.End told, @Nullable BookedTransfer booked) {
        if (told.transferId() != null && booked == null) {
            breaches.add(Promise.NOT_LOST, key + " was answered " + told + " and is not in the books");
            return;
        }
        if (told.transferId() == null) {
            if (booked != null && !booked.failed()) {
                breaches.add(Promise.RIGHT_ANSWERS, key + " was refused (" + told + "), the books have " + booked);
            }
            return;
        }
        if (booked == null) {
            return;
        }
        if (!booked.id().equals(told.transferId())) {
            breaches.add(Promise.NOT_DOUBLED, key + " was answered " + told + ", the books have " + booked);
        } else if (told.completed() && !booked.completed()) {
            breaches.add(Promise.NOT_LOST, key + " was answered " + told + ", the books have " + booked);
        } else if (!told.completed()
                && !(booked.failed() && String.valueOf(told.refusal()).equals(booked.reason()))) {
            breaches.add(Promise.RIGHT_ANSWERS, key + " was answered " + told + ", the books have " + booked);
        }
    }

    private void checkTerms(Order order, BookedTransfer booked) {
        if (!order.payer().equals(booked.payer())
                || !order.payee().equals(booked.payee())
                || order.amountMinor() != booked.amountMinor()) {
            breaches.add(Promise.RIGHT_ANSWERS, order.key() + " was for " + order + ", the books have " + booked);
        }
    }

    /** A transfer moves its amount once, or not at all, or there and back. */
    private void checkMovement(BookedTransfer booked) {
        List<String> effects = books.entriesOf(booked.id()).stream()
                .map(BookedEntry::effect)
                .sorted()
                .toList();
        String debit = "TRANSFER " + -booked.amountMinor() + " of " + booked.payer();
        String credit = "TRANSFER " + booked.amountMinor() + " of " + booked.payee();
        String back = "RETURN " + booked.amountMinor() + " of " + booked.payer();
        boolean right;
        if (booked.completed()) {
            right = effects.equals(List.of(debit, credit).stream().sorted().toList());
        } else if (booked.failed()) {
            right = effects.isEmpty() || effects.equals(List.of(back, debit));
        } else {
            breaches.add(Promise.ALWAYS_ENDS, "Transfer " + booked + " of key " + booked.key() + " has not ended");
            return;
        }
        if (!right) {
            boolean twice = effects.stream().distinct().count() < effects.size();
            breaches.add(
                    twice ? Promise.NOT_DOUBLED : Promise.MONEY_CONSERVED,
                    "Transfer " + booked + " of " + booked.amountMinor() + " from " + booked.payer() + " to "
                            + booked.payee() + " moved " + effects);
        }
    }

    private void checkStrayMovements() {
        Map<String, BookedTransfer> byId = new HashMap<>();
        books.transfers().forEach(booked -> byId.put(booked.id(), booked));
        books.entries().forEach((movement, entries) -> {
            if (!byId.containsKey(movement) && !entries.get(0).opening()) {
                breaches.add(
                        Promise.MONEY_CONSERVED,
                        "Entries " + entries.stream().map(BookedEntry::effect).toList() + " belong to " + movement
                                + ", which is no transfer");
            }
        });
    }

    /**
     * From the clients' side: what each wallet must hold after all that was acknowledged as COMPLETED. Of those whose
     * client could not ask, the books' own word is taken.
     */
    private void checkBalances(ToLongFunction<String> opening) {
        Map<String, Long> expected = new HashMap<>();
        Set<String> completed = books.transfers().stream()
                .filter(BookedTransfer::completed)
                .map(BookedTransfer::key)
                .collect(Collectors.toSet());
        books.posted().keySet().forEach(user -> expected.put(user, opening.applyAsLong(user)));
        history.cases().stream()
                .filter(asked -> asked.end()
                        .map(Answer.End::completed)
                        .orElseGet(() -> completed.contains(asked.order().key())))
                .map(Case::order)
                .forEach(order -> {
                    expected.merge(order.payer(), -order.amountMinor(), Long::sum);
                    expected.merge(order.payee(), order.amountMinor(), Long::sum);
                });
        expected.forEach((user, amount) -> {
            Long posted = books.posted().get(user);
            if (posted == null || posted.longValue() != amount) {
                breaches.add(
                        Promise.MONEY_CONSERVED,
                        user + " holds " + posted + ", and by all answers should hold " + amount);
            }
        });
    }
}
