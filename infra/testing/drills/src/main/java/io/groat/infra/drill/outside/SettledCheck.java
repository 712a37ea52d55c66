package io.groat.infra.drill.outside;

import io.groat.infra.drill.history.Promise;
import io.groat.infra.drill.history.Violations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The accounts of money that is outside: before the gateway settles they owe what it has, and afterwards nothing, all of it
 * being with the bank and what the gateway has kept.
 */
final class SettledCheck {
    private static final String BANK = "bank";

    private final Truth truth;
    private final Violations breaches;

    SettledCheck(Truth truth, Violations breaches) {
        this.truth = truth;
        this.breaches = breaches;
    }

    /** Before any file was brought. */
    void before(OutsideBooks books) {
        for (Provider provider : Provider.values()) {
            compare(
                    "Before it was settled " + provider.text() + "'s account",
                    books.source(provider.text(), provider.currency()),
                    -truth.gross(provider));
        }
    }

    /** Once all files are booked. */
    void after(OutsideBooks books) {
        for (Provider provider : Provider.values()) {
            String currency = provider.currency();
            long fees = truth.fees(provider);
            compare("Once it is settled " + provider.text() + "'s account", books.source(provider.text(), currency), 0);
            compare("What " + provider.text() + " has kept", books.source(provider.text() + "-fees", currency), -fees);
            compare(
                    "What " + provider.text() + " has paid to the bank",
                    books.source(BANK, currency),
                    fees - truth.gross(provider));
        }
    }

    /**
     * What became of the files' rows.
     *
     * @param settlements each settlement as the router shows it
     */
    void rows(Map<Provider, JsonNode> settlements) {
        settlements.forEach((provider, settlement) -> {
            List<String> others = new ArrayList<>();
            for (JsonNode sum : settlement.path("outcomes")) {
                if (!sum.path("outcome").asString("none").equals("MATCHED")) {
                    others.add(sum.toString());
                }
            }
            if (!settlement.path("status").asString("").equals("DONE") || !others.isEmpty()) {
                breaches.add(
                        Promise.SETTLED_TO_THE_UNIT,
                        "The file of " + provider.text() + " is " + settlement.path("status") + " with rows " + others);
            }
        });
    }

    /** @param transit the report on what gateways have of ours */
    void transit(JsonNode transit) {
        for (JsonNode account : transit.path("accounts")) {
            if (account.path("balance").asLong(0) != 0
                    || account.path("difference").asLong(0) != 0
                    || account.path("unsettled").path("count").asLong(0) != 0) {
                breaches.add(Promise.SETTLED_TO_THE_UNIT, "Once all is settled the transit report says " + account);
            }
        }
    }

    private void compare(String what, long found, long expected) {
        if (found != expected) {
            breaches.add(
                    Promise.SETTLED_TO_THE_UNIT,
                    what + " holds " + found + ", and by what the gateway says should hold " + expected);
        }
    }
}
