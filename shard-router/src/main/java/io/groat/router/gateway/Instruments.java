package io.groat.router.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What gateways say of the card or the address that paid: it is hashed under a key where it is read, so that nothing but the
 * hash goes on. The same is the same for one gateway alone.
 */
final class Instruments {

    private final String gateway;
    private final Vault vault;

    Instruments(String gateway, Vault vault) {
        this.gateway = gateway;
        this.vault = vault;
    }

    /**
     * Of a payment of Razorpay's shape; null where it says too little. Its cards have no number that stays: what it shows of
     * them has to do, and its own id where it shows nothing.
     *
     * @see <a href="https://razorpay.com/docs/api/payments/">its API</a>
     */
    @Nullable
    String ofRazorpay(JsonNode payment) {
        Optional<String> address = Providers.find(payment, "vpa");
        if (address.isPresent()) {
            return hash("vpa", address.get().toLowerCase(Locale.ROOT));
        }
        JsonNode card = payment.path("card");
        Optional<String> last = Providers.find(card, "last4");
        if (last.isPresent()) {
            List<String> shown = new ArrayList<>(List.of("card", last.get()));
            for (String member : List.of("network", "issuer", "type")) {
                shown.add(Providers.find(card, member).orElse(""));
            }
            return hash(shown.toArray(String[]::new));
        }
        return Providers.find(payment, "card_id").map(id -> hash("card_id", id)).orElse(null);
    }

    /**
     * Of a charge of Stripe's shape; null where it says none.
     *
     * @see <a href="https://docs.stripe.com/api/charges/object">its API</a>
     */
    @Nullable
    String ofStripe(JsonNode charge) {
        JsonNode card = charge.path("payment_method_details").path("card");
        return Providers.find(card, "fingerprint")
                .map(mark -> hash("fingerprint", mark))
                .orElse(null);
    }

    private String hash(String... facts) {
        List<String> all = new ArrayList<>(List.of(gateway));
        all.addAll(List.of(facts));
        return vault.instrument(all);
    }
}
