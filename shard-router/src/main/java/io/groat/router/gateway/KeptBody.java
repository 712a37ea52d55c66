package io.groat.router.gateway;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a gateway tells, as the inbox keeps it: without what it says of cards, addresses and people. A hash stands for what paid.
 */
final class KeptBody {

    /** The member that has the hash. */
    static final String PAID_BY = "paid_by";

    private static final Set<String> LEFT_OUT = Set.of(
            "acquirer_data",
            "bank_account",
            "billing_details",
            "card",
            "card_id",
            "charges",
            "contact",
            "customer_details",
            "customer_email",
            "email",
            "fund_account",
            "last_payment_error",
            "latest_charge",
            "payment_method",
            "payment_method_details",
            "token",
            "upi",
            "vpa");

    private KeptBody() {}

    /**
     * The same without them.
     *
     * @param instrument the hash of what paid, of an object that says it; null of all others
     */
    static String of(String body, Function<JsonNode, @Nullable String> instrument) {
        JsonNode read = Providers.json(body);
        clean(read, instrument);
        return read.toString();
    }

    private static void clean(JsonNode node, Function<JsonNode, @Nullable String> instrument) {
        if (node instanceof ObjectNode object) {
            String hash = instrument.apply(object);
            object.remove(List.copyOf(LEFT_OUT));
            object.remove(PAID_BY);
            if (hash != null) {
                object.put(PAID_BY, hash);
            }
        }
        node.forEach(inside -> clean(inside, instrument));
    }
}
