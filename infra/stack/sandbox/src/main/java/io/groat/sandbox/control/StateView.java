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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** All that is known at one moment, for checks that compare it with a ledger: rows, and what they add up to. */
final class StateView {

    private final ObjectNode balances = Json.object();
    private final Map<String, List<? extends Row>> lists = new LinkedHashMap<>();
    private final Defaults defaults;

    StateView(Rows rows) {
        for (Provider provider : Provider.values()) {
            balances.set(provider.text(), balances(rows, provider));
        }
        lists.put("checkouts", rows.all(Checkout.class));
        lists.put("payments", rows.all(Payment.class));
        lists.put("refunds", rows.all(Refund.class));
        lists.put("payouts", rows.all(Payout.class));
        lists.put("disputes", rows.all(Dispute.class));
        lists.put("movements", rows.all(Movement.class));
        lists.put("deliveries", rows.all(Delivery.class));
        lists.put("faults", rows.all(Fault.class));
        defaults = Defaults.in(rows);
    }

    /** A row at a time: rows never change, so that they can be written when the book has moved on. */
    void writeTo(Consumer<String> out) {
        out.accept("{\"balances\":" + Json.text(balances));
        lists.forEach((name, rows) -> {
            out.accept(",\"" + name + "\":[");
            String comma = "";
            for (Row row : rows) {
                out.accept(comma + Json.text(Json.tree(row)));
                comma = ",";
            }
            out.accept("]");
        });
        out.accept(",\"defaults\":" + Json.text(Json.tree(defaults)) + "}");
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
