package io.groat.infra.training.history;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How a history writes amounts. */
public enum AmountScale {
    /** Integers: minor units of the currency, as Groat's own calls and events have them. */
    MINOR,
    /** Decimals in major units, such as 12.34. */
    MAJOR;

    private static final int MOST_DIGITS = 18;
    private static final Map<String, Integer> DIGITS = Currency.getAvailableCurrencies().stream()
            .collect(Collectors.toUnmodifiableMap(
                    Currency::getCurrencyCode, currency -> Math.max(0, currency.getDefaultFractionDigits())));

    /** The one of that name, in lower case. */
    public static AmountScale of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /**
     * Minor units of an amount as it is written here. Digits beyond those that the currency has are rounded half up: other
     * makers' histories have them.
     *
     * @throws IllegalArgumentException when it is none, below zero, or too high to be money
     */
    long minor(String text, String currency) {
        if (text.length() > 40) {
            throw new IllegalArgumentException("an amount of " + text.length() + " characters");
        }
        BigDecimal amount;
        try {
            amount = new BigDecimal(text);
        } catch (NumberFormatException unreadable) {
            throw new IllegalArgumentException("\"" + text + "\" is no amount", unreadable);
        }
        if (amount.signum() < 0) {
            throw new IllegalArgumentException("an amount below zero: " + text);
        }
        // Before it is scaled: 1E+999999999 would be a number of a billion digits.
        if (Math.abs((long) amount.scale()) > 100 || amount.precision() - amount.scale() > MOST_DIGITS) {
            throw new IllegalArgumentException("an amount that is no money: " + text);
        }
        Integer digits = DIGITS.get(currency);
        if (digits == null) {
            throw new IllegalArgumentException("\"" + currency + "\" is no currency of ISO 4217");
        }
        if (this == MINOR && amount.stripTrailingZeros().scale() > 0) {
            throw new IllegalArgumentException("\"" + text + "\" is no whole number of minor units");
        }
        BigDecimal minor = this == MAJOR ? amount.movePointRight(digits) : amount;
        try {
            return minor.setScale(0, RoundingMode.HALF_UP).longValueExact();
        } catch (ArithmeticException tooHigh) {
            throw new IllegalArgumentException("an amount that is no money: " + text, tooHigh);
        }
    }
}
