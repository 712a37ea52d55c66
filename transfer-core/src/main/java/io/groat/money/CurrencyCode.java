package io.groat.money;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Currency;
import java.util.HashMap;
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

    private static final String LIST = "iso4217.txt";
    private static final Map<String, CurrencyCode> IN_USE = read();
    private static final Map<String, CurrencyCode> KNOWN = known();

    /** The currency of that code if it is money of today, which wallets can be opened in. */
    public static Optional<CurrencyCode> inUse(String code) {
        return Optional.ofNullable(IN_USE.get(code));
    }

    /**
     * The currency of that code, be it money of the past: wallets that exist go on. Empty when ISO 4217 never had one that
     * can be paid in.
     */
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

    /** The JDK's table has what is past as well, metals, funds and test codes without a minor unit; it may be old. */
    private static Map<String, CurrencyCode> known() {
        Map<String, CurrencyCode> known = new HashMap<>(Currency.getAvailableCurrencies().stream()
                .filter(currency -> currency.getDefaultFractionDigits() >= 0)
                .map(currency -> new CurrencyCode(currency.getCurrencyCode(), currency.getDefaultFractionDigits()))
                .collect(Collectors.toMap(CurrencyCode::code, Function.identity())));
        known.putAll(IN_USE);
        return Map.copyOf(known);
    }

    private static Map<String, CurrencyCode> read() {
        try (InputStream file = CurrencyCode.class.getResourceAsStream(LIST)) {
            if (file == null) {
                throw new IllegalStateException("there is no " + LIST);
            }
            return new BufferedReader(new InputStreamReader(file, StandardCharsets.US_ASCII))
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> new CurrencyCode(line.substring(0, 3), Integer.parseInt(line.substring(4))))
                    .collect(Collectors.toUnmodifiableMap(CurrencyCode::code, Function.identity()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
