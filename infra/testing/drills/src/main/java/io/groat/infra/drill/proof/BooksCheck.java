package io.groat.infra.drill.proof;

import io.groat.infra.drill.history.Answer;
import io.groat.infra.drill.history.Case;
import io.groat.infra.drill.history.History;
import io.groat.infra.drill.history.Order;
import io.groat.infra.drill.history.Promise;
import io.groat.infra.drill.history.Violations;
import io.groat.infra.drill.load.MoneyRules;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
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
        history.cases().stream()
                .filter(asked -> asked.order().kind().moves())
                .forEach(asked -> check(asked, byKey.get(asked.order().key())));
        books.transfers().forEach(this::checkMovement);
        checkStrayMovements();
        checkBalances(byKey, opening);
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
            checkTerms(asked, booked);
        }
    }

    private void checkEnd(String key, Answer.End told, @Nullable BookedTransfer booked) {
        if (told.id() != null && booked == null) {
            breaches.add(Promise.NOT_LOST, key + " was answered " + told + " and is not in the books");
            return;
        }
        if (told.id() == null) {
            if (booked != null && !booked.failed()) {
                breaches.add(Promise.RIGHT_ANSWERS, key + " was refused (" + told + "), the books have " + booked);
            }
            return;
        }
        if (booked == null) {
            return;
        }
        if (!booked.id().equals(told.id())) {
            breaches.add(Promise.NOT_DOUBLED, key + " was answered " + told + ", the books have " + booked);
        } else if (told.completed() && !booked.completed()) {
            breaches.add(Promise.NOT_LOST, key + " was answered " + told + ", the books have " + booked);
        } else if (!told.completed()
                && !(booked.failed() && String.valueOf(told.refusal()).equals(booked.reason()))) {
            breaches.add(Promise.RIGHT_ANSWERS, key + " was answered " + told + ", the books have " + booked);
        }
    }

    private void checkTerms(Case asked, BookedTransfer booked) {
        Order order = asked.order();
        Long toldAmount = asked.end().map(Answer.End::amountMinor).orElse(null);
        if (order.kind() != booked.kind()
                || !order.payer().equals(booked.payer())
                || !order.payee().equals(booked.payee())
                || !Objects.equals(order.parent(), booked.parent())
                || differs(order.amountMinor(), booked)
                || differs(toldAmount, booked)) {
            breaches.add(
                    Promise.RIGHT_ANSWERS,
                    order.key() + " was for " + order + ", the books have " + booked + " of " + booked.amountMinor());
        }
    }

    private static boolean differs(@Nullable Long amountMinor, BookedTransfer booked) {
        return amountMinor != null && amountMinor != booked.amountMinor();
    }

    /** A transfer moves its amount and what it costs once, or not at all, or there and back. */
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
            right = effects.equals(whole(booked, debit, credit));
        } else if (booked.failed()) {
            right = effects.isEmpty() || effects.equals(thereAndBack(booked, debit, back));
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

    /** What is seen on users' accounts; that of outside is not among them. */
    private static List<String> whole(BookedTransfer booked, String debit, String credit) {
        return switch (booked.kind()) {
            case DEPOSIT -> List.of(credit);
            case WITHDRAWAL -> List.of(debit);
            default ->
                Stream.of(
                                Stream.of(debit, credit),
                                fee(booked.payersFee(), booked.payer()),
                                fee(booked.payeesFee(), booked.payee()))
                        .flatMap(effects -> effects)
                        .sorted()
                        .toList();
        };
    }

    private static Stream<String> fee(long minor, String user) {
        return minor == 0 ? Stream.of() : Stream.of("FEE " + -minor + " of " + user);
    }

    private static List<String> thereAndBack(BookedTransfer booked, String debit, String back) {
        long fee = booked.payersFee();
        Stream<String> returned = fee == 0 ? Stream.of() : Stream.of("FEE_RETURN " + fee + " of " + booked.payer());
        return Stream.of(Stream.of(debit, back), fee(fee, booked.payer()), returned)
                .flatMap(effects -> effects)
                .sorted()
                .toList();
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
    private void checkBalances(Map<String, BookedTransfer> byKey, ToLongFunction<String> opening) {
        Map<String, Long> expected = new HashMap<>();
        books.posted().keySet().forEach(user -> expected.put(user, opening.applyAsLong(user)));
        history.cases().stream().filter(asked -> asked.order().kind().moves()).forEach(asked -> {
            Order order = asked.order();
            long amount = moved(asked, byKey.get(order.key()));
            boolean capped = amount > 0 && MoneyRules.CAPPED.equals(order.type());
            long payers = capped ? MoneyRules.PAYERS_FEE : 0;
            long payees = capped ? MoneyRules.payeesFee(amount) : 0;
            expected.computeIfPresent(order.payer(), (user, balance) -> balance - amount - payers);
            expected.computeIfPresent(order.payee(), (user, balance) -> balance + amount - payees);
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

    private static long moved(Case asked, @Nullable BookedTransfer booked) {
        long inBooks = booked != null && booked.completed() ? booked.amountMinor() : 0;
        if (asked.end().isEmpty()) {
            return inBooks;
        }
        Answer.End told = asked.end().get();
        if (!told.completed()) {
            return 0;
        }
        Long amount = told.amountMinor() == null ? asked.order().amountMinor() : told.amountMinor();
        return amount == null ? inBooks : amount;
    }
}
