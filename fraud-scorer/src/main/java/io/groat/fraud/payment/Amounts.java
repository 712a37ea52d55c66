package io.groat.fraud.payment;

import java.util.Currency;
import java.util.Map;
import java.util.stream.Collectors;

/** Amounts in major units, for features; money itself is never reckoned in them. */
public final class Amounts {

    private static final Map<String, Double> UNITS = Currency.getAvailableCurrencies().stream()
            .collect(Collectors.toUnmodifiableMap(
                    Currency::getCurrencyCode,
                    currency -> Math.pow(10, Math.max(0, currency.getDefaultFractionDigits()))));

    private Amounts() {}

    /** An unknown currency is taken to have two digits. */
    public static double major(long amountMinor, String currency) {
        return amountMinor / UNITS.getOrDefault(currency, 100.0);
    }

    /** Whether such a currency exists. */
    public static boolean isCurrency(String code) {
        return UNITS.containsKey(code);
    }
}
