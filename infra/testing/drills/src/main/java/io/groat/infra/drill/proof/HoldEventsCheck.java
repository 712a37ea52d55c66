package io.groat.infra.drill.proof;

import io.groat.infra.drill.history.Promise;
import io.groat.infra.drill.history.Violations;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Compares the events of holds with the books: one that begins, and one that ends what was voided or has expired. */
final class HoldEventsCheck {
    private static final String BEGIN = "HoldAuthorized";
    private static final String REMINDER = "HoldExpiring";
    private static final Set<String> TYPES = Set.of(BEGIN, REMINDER, "HoldVoided", "HoldExpired");

    private final Books books;
    private final Violations breaches;
    private final Map<String, Set<String>> seen = new HashMap<>();
    private long repeated;

    HoldEventsCheck(Books books, Violations breaches) {
        this.books = books;
        this.breaches = breaches;
    }

    static boolean isOne(EventsCheck.Seen event) {
        return TYPES.contains(event.type());
    }

    void take(EventsCheck.Seen event) {
        BookedHold hold = books.holds().get(event.about());
        if (hold == null) {
            breaches.add(Promise.EVENTS_ARRIVE, event + " is about a hold that is not in the books");
            return;
        }
        if (!event.id().startsWith(event.about() + ":" + event.type())
                || !event.key().equals(hold.payer())) {
            breaches.add(Promise.EVENTS_ARRIVE, event + " has not the id or the key of hold " + hold);
        }
        Set<String> before = seen.computeIfAbsent(hold.id(), first -> new HashSet<>());
        if (before.isEmpty() && !event.type().equals(BEGIN)) {
            breaches.add(Promise.EVENTS_IN_ORDER, event.type() + " of hold " + hold + " came before its " + BEGIN);
        }
        if (!before.add(event.type())) {
            repeated++;
        }
    }

    void finish() {
        books.holds().values().forEach(hold -> {
            Set<String> told = seen.getOrDefault(hold.id(), Set.of());
            require(told, BEGIN, true, hold);
            require(told, "HoldVoided", hold.released(), hold);
            require(told, "HoldExpired", hold.expired(), hold);
        });
    }

    private void require(Set<String> told, String type, boolean due, BookedHold hold) {
        if (told.contains(type) != due) {
            breaches.add(Promise.EVENTS_ARRIVE, (due ? "No " : "A ") + type + " of hold " + hold);
        }
    }

    /** Events that came again under an id that was there before. */
    long repeated() {
        return repeated;
    }
}
