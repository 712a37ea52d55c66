package io.groat.infra.drill.outside;

import io.groat.infra.drill.history.Promise;
import io.groat.infra.drill.history.Violations;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What clients were told that it stands: orders, and payouts with refunds, by their keys. Safe for threads. */
final class Acknowledged {
    private final Violations breaches;
    private final Map<String, String> orders = new ConcurrentHashMap<>();
    private final Map<String, String> payouts = new ConcurrentHashMap<>();

    Acknowledged(Violations breaches) {
        this.breaches = breaches;
    }

    /** An order was answered with that id. */
    void order(String key, String id) {
        note(orders, key, id);
    }

    /** A payout, or a refund, was answered with that id. */
    void payout(String key, String id) {
        note(payouts, key, id);
    }

    private void note(Map<String, String> all, String key, String id) {
        String before = all.putIfAbsent(key, id);
        if (before != null && !before.equals(id)) {
            breaches.add(Promise.NOT_DOUBLED, key + " was answered " + before + " and " + id);
        }
    }

    /** Ids by key. */
    Map<String, String> orders() {
        return Map.copyOf(orders);
    }

    /** Ids by key. */
    Map<String, String> payouts() {
        return Map.copyOf(payouts);
    }
}
