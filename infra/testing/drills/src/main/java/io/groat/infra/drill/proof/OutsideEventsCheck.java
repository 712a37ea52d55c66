package io.groat.infra.drill.proof;

import io.groat.infra.drill.history.Promise;
import io.groat.infra.drill.history.Violations;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Looks at the events of orders, payouts and disputes by themselves: each begins once, is one user's all along, and ends in one
 * way. What has to be there of them the movements say, which are told and checked as any other.
 */
final class OutsideEventsCheck {

    private static final Pattern TYPES = Pattern.compile("(Order|Payout|Dispute)[A-Z].*");
    private static final Set<String> BEGINNINGS = Set.of("OrderCreated", "PayoutCreated", "DisputeOpened");

    /** What may not come after what: late money is credited after an order's end, and a payout comes back after it arrived. */
    private static final Map<String, Set<String>> LAST = Map.of(
            "OrderCredited", Set.of("OrderAttemptFailed", "OrderFailed", "OrderExpired"),
            "OrderFailed", Set.of("OrderExpired"),
            "OrderExpired", Set.of("OrderFailed"),
            "PayoutSettled", Set.of("PayoutSent", "PayoutFailed"),
            "PayoutFailed", Set.of("PayoutSent", "PayoutSettled", "PayoutReturned"),
            "PayoutReturned", Set.of("PayoutSent", "PayoutSettled", "PayoutFailed"),
            "DisputeWon", Set.of("DisputeResponseNeeded", "DisputeResponseDue", "DisputeAnswered", "DisputeLost"),
            "DisputeLost", Set.of("DisputeResponseNeeded", "DisputeResponseDue", "DisputeAnswered", "DisputeWon"));

    private final Violations breaches;
    private final Map<String, Told> all = new HashMap<>();
    private long repeated;

    private static final class Told {
        private final String key;
        private final Set<String> ids = new HashSet<>();
        private final Set<String> types = new HashSet<>();

        Told(String key) {
            this.key = key;
        }
    }

    OutsideEventsCheck(Violations breaches) {
        this.breaches = breaches;
    }

    static boolean isOne(EventsCheck.Seen event) {
        return TYPES.matcher(event.type()).matches();
    }

    void take(EventsCheck.Seen event) {
        Told told = all.get(event.about());
        if (told == null) {
            told = new Told(event.key());
            all.put(event.about(), told);
            if (!BEGINNINGS.contains(event.type())) {
                breaches.add(Promise.EVENTS_IN_ORDER, event + " came before its beginning");
            }
        }
        if (!event.id().matches(Pattern.quote(event.about() + ":" + event.type()) + "(:\\d+)?")
                || !event.key().equals(told.key)) {
            breaches.add(Promise.EVENTS_ARRIVE, event + " has not the id or the key of what it is about");
        }
        if (!told.ids.add(event.id())) {
            repeated++;
            return;
        }
        Told before = told;
        LAST.forEach((last, never) -> {
            if (before.types.contains(last) && never.contains(event.type())) {
                breaches.add(Promise.EVENTS_IN_ORDER, event + " came after " + last);
            }
        });
        told.types.add(event.type());
    }

    /** Events that came again under an id that was there before. */
    long repeated() {
        return repeated;
    }
}
