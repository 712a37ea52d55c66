package io.groat.sandbox.control;

import io.groat.sandbox.book.Row;
import io.groat.sandbox.book.Rows;
import io.groat.sandbox.json.Json;
import io.groat.sandbox.model.Checkout;
import io.groat.sandbox.model.Defaults;
import io.groat.sandbox.model.Delivery;
import io.groat.sandbox.model.Dispute;
import io.groat.sandbox.model.Fault;
import io.groat.sandbox.model.Movement;
import io.groat.sandbox.model.Payment;
import io.groat.sandbox.model.Payout;
import io.groat.sandbox.model.Provider;
import io.groat.sandbox.model.Refund;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** All that is known, for checks that compare it with a ledger: rows, and what they add up to. */
final class StateView {

    private StateView() {}

    static ObjectNode of(Rows rows) {
        ObjectNode state = Json.object();
        ObjectNode balances = state.putObject("balances");
        for (Provider provider : Provider.values()) {
            balances.set(provider.text(), balances(rows, provider));
        }
        state.set("checkouts", list(rows.all(Checkout.class)));
        state.set("payments", list(rows.all(Payment.class)));
        state.set("refunds", list(rows.all(Refund.class)));
        state.set("payouts", list(rows.all(Payout.class)));
        state.set("disputes", list(rows.all(Dispute.class)));
        state.set("movements", list(rows.all(Movement.class)));
        state.set("deliveries", list(rows.all(Delivery.class)));
        state.set("faults", list(rows.all(Fault.class)));
        state.set("defaults", Json.tree(Defaults.in(rows)));
        return state;
    }

    static ArrayNode list(List<? extends Row> rows) {
        ArrayNode list = Json.array();
        rows.forEach(row -> list.add(Json.tree(row)));
        return list;
    }

    /** Of each currency: what came in, what the provider has kept of it, and what is left after all that left. */
    private static ObjectNode balances(Rows rows, Provider provider) {
        ObjectNode balances = Json.object();
        for (Movement movement : rows.all(Movement.class, one -> one.provider() == provider)) {
            ObjectNode balance = balances.withObject("/" + movement.currency());
            balance.put("net", balance.path("net").asLong(0) + movement.net());
            balance.put("fees", balance.path("fees").asLong(0) + movement.fee());
            String type = movement.type().name().toLowerCase(Locale.ROOT);
            balance.put(type, balance.path(type).asLong(0) + movement.amount());
        }
        return balances;
    }
}
