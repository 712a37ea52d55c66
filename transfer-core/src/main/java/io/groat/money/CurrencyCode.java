package io.groat.money;

import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A currency by its ISO 4217 letter code. Amounts beside it are always whole numbers of its minor unit
 * (cents of EUR, yen of JPY, mils of KWD).
 *
 * @param code three capital letters, a currency that has a minor unit
 * @param minorDigits how many decimal digits the minor unit stands for, 0 to 4
 * @see <a href="https://www.iso.org/iso-4217-currency-codes.html">ISO 4217</a>
 */
public record CurrencyCode(String code, int minorDigits) {

    /** Metals, funds and test codes have no minor unit in the JDK's table and can't be paid in. */
    private static final Map<String, CurrencyCode> KNOWN = Currency.getAvailableCurrencies().stream()
            .filter(currency -> currency.getDefaultFractionDigits() >= 0)
            .map(currency -> new CurrencyCode(currency.getCurrencyCode(), currency.getDefaultFractionDigits()))
            .collect(Collectors.toUnmodifiableMap(CurrencyCode::code, Function.identity()));

    /** The currency of that code, or empty when ISO 4217 has none such that can be paid in. */
    public static Optional<CurrencyCode> find(String code) {
        return Optional.ofNullable(KNOWN.get(code));
    }

    /**
     * The currency of that code.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static CurrencyCode of(String code) {
        return find(code).orElseThrow(() -> new IllegalArgumentException("unknown currency " + code));
    }

    @Override
    public String toString() {
        return code;
    }
}
