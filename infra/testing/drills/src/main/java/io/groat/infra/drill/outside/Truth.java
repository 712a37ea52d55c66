package io.groat.infra.drill.outside;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the gateway knows: each thing that moved money there, and what is still under way. Amounts are minor units. */
record Truth(
        List<Payment> payments,
        List<Sent> payouts,
        List<Sent> refunds,
        List<Dispute> disputes,
        List<Movement> movements,
        long untold) {

    Truth {
        payments = List.copyOf(payments);
        payouts = List.copyOf(payouts);
        refunds = List.copyOf(refunds);
        disputes = List.copyOf(disputes);
        movements = List.copyOf(movements);
    }

    /** A payment that succeeded. */
    record Payment(Provider provider, String id, String checkout, long amount) {}

    /**
     * A payout or a refund.
     *
     * @param reference the payout's id here; null where the gateway was not told, as with refunds
     */
    record Sent(Provider provider, String id, @Nullable String reference, long amount, String status) {}

    /** A payer's bank wants a payment back. */
    record Dispute(Provider provider, String id, String payment, long amount, String status) {
        boolean ended() {
            return status.equals("WON") || status.equals("LOST");
        }
    }

    /** A line of the account there; less than zero where money left. */
    record Movement(Provider provider, long amount, long fee) {}

    /** @param state as {@code GET /control/state} has it */
    static Truth of(JsonNode state) {
        List<Payment> payments = new ArrayList<>();
        for (JsonNode one : state.path("payments")) {
            if (one.path("error").isNull() || one.path("error").isMissingNode()) {
                payments.add(new Payment(provider(one), text(one, "id"), text(one, "checkout"), amount(one)));
            }
        }
        List<Dispute> disputes = new ArrayList<>();
        for (JsonNode one : state.path("disputes")) {
            disputes.add(new Dispute(
                    provider(one), text(one, "id"), text(one, "payment"), amount(one), text(one, "status")));
        }
        List<Movement> movements = new ArrayList<>();
        for (JsonNode one : state.path("movements")) {
            movements.add(
                    new Movement(provider(one), amount(one), one.path("fee").asLong(0)));
        }
        long untold = 0;
        for (JsonNode one : state.path("deliveries")) {
            untold += text(one, "state").equals("WAITING") ? 1 : 0;
        }
        return new Truth(
                payments, sent(state.path("payouts")), sent(state.path("refunds")), disputes, movements, untold);
    }

    private static List<Sent> sent(JsonNode all) {
        List<Sent> sent = new ArrayList<>();
        for (JsonNode one : all) {
            JsonNode reference = one.path("reference");
            sent.add(new Sent(
                    provider(one),
                    text(one, "id"),
                    reference.isString() ? reference.stringValue() : null,
                    amount(one),
                    text(one, "status")));
        }
        return sent;
    }

    private static Provider provider(JsonNode row) {
        return Provider.valueOf(text(row, "provider"));
    }

    private static String text(JsonNode row, String member) {
        return row.path(member).asString("");
    }

    private static long amount(JsonNode row) {
        return row.path("amount").asLong(0);
    }

    /** Whether nothing there changes by itself any more. */
    boolean atRest() {
        return untold == 0
                && payouts.stream().noneMatch(one -> one.status().equals("PROCESSING"))
                && refunds.stream().noneMatch(one -> one.status().equals("PENDING"))
                && disputes.stream().allMatch(Dispute::ended);
    }

    /** What is in the account there, before what the provider has kept of it. */
    long gross(Provider provider) {
        return movements.stream()
                .filter(one -> one.provider() == provider)
                .mapToLong(Movement::amount)
                .sum();
    }

    /** What the provider has kept. */
    long fees(Provider provider) {
        return movements.stream()
                .filter(one -> one.provider() == provider)
                .mapToLong(Movement::fee)
                .sum();
    }
}
