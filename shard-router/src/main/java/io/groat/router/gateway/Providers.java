package io.groat.router.gateway;

import io.groat.event.Json;
import io.groat.money.CurrencyCode;
import io.groat.order.OrderMethod;
import io.groat.payout.DestinationKind;
import io.groat.shard.SlottedId;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Reads what providers say, whose shapes differ and whose words are alike. What is missing fails. */
final class Providers {

    private static final String ID = "[A-Za-z0-9_-]{1,64}";
    private static final int LONGEST_WORD = 40;

    private Providers() {}

    static boolean takes(
            GatewaySettings.Provider provider, OrderMethod method, CurrencyCode currency, long amountMinor) {
        return provider.methods().contains(method)
                && provider.currencies().contains(currency.code())
                && amountMinor <= provider.most();
    }

    static boolean pays(
            GatewaySettings.Provider provider, DestinationKind kind, CurrencyCode currency, long amountMinor) {
        return provider.destinations().contains(kind)
                && provider.currencies().contains(currency.code())
                && amountMinor <= provider.most();
    }

    static String checkout(GatewaySettings.Provider provider, String id) {
        String template = provider.checkout();
        if (template == null) {
            throw new IllegalStateException("groat.gateways: " + provider.name() + " says no checkout");
        }
        return template.replace("{id}", id);
    }

    static JsonNode json(String body) {
        return Json.MAPPER.readTree(body);
    }

    static Optional<String> find(JsonNode object, String member) {
        JsonNode value = object.path(member);
        return value.isString() ? Optional.of(value.asString()) : Optional.empty();
    }

    static String text(JsonNode object, String member) {
        return find(object, member).orElseThrow(() -> new IllegalArgumentException("it says no " + member));
    }

    static long amount(JsonNode object, String member) {
        JsonNode value = object.path(member);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() <= 0) {
            throw new IllegalArgumentException("its " + member + " is no amount");
        }
        return value.asLong();
    }

    static CurrencyCode currency(JsonNode object) {
        return CurrencyCode.of(text(object, "currency").toUpperCase(Locale.ROOT));
    }

    /** A provider's word for why something failed, in capitals; the first that it says. */
    static String word(JsonNode object, String... members) {
        return Stream.of(members)
                .flatMap(member -> find(object, member).stream())
                .map(text -> text.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_"))
                .map(text -> text.substring(0, Math.min(LONGEST_WORD, text.length())))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("DECLINED");
    }

    /** Whether it may be the name that a provider has for something. */
    static boolean isId(String text) {
        return text.matches(ID);
    }

    /** One of our orders; empty when it is none. */
    static Optional<UUID> orderId(String text) {
        return id(text, SlottedId.Kind.ORDER);
    }

    /** One of our payouts; empty when it is none. */
    static Optional<UUID> payoutId(String text) {
        return id(text, SlottedId.Kind.PAYOUT);
    }

    private static Optional<UUID> id(String text, SlottedId.Kind kind) {
        try {
            return Optional.of(UUID.fromString(text)).filter(id -> SlottedId.is(kind, id));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}
