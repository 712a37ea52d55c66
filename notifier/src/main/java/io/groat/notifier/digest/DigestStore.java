package io.groat.notifier.digest;

import io.groat.cassandra.Cassandra;
import io.groat.cassandra.Cql;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** Small payments that are told once a day, all in one. A payment that comes twice is one row. */
public final class DigestStore {

    private static final String ADD =
            "INSERT INTO digest_items (user_id, day, id, amount_minor, currency, incoming) VALUES (?, ?, ?, ?, ?, ?)";
    private static final String OF =
            "SELECT amount_minor, currency, incoming FROM digest_items WHERE user_id = ? AND day = ?";

    private final Cassandra cassandra;

    public DigestStore(Cassandra cassandra) {
        this.cassandra = cassandra;
    }

    /**
     * @param day on which it is told
     * @param id of what would have been told by itself
     */
    public Mono<Void> add(String userId, LocalDate day, UUID id, long amountMinor, String currency, boolean incoming) {
        return cassandra.write(new Cql(ADD, userId, day, id, amountMinor, currency, incoming));
    }

    /** Variables of the summary: {@code count}, and {@code lines} such as {@code +12.00 EUR, -3.50 EUR}. */
    public Mono<Map<String, String>> summary(String userId, LocalDate day) {
        return cassandra
                .read(new Cql(OF, userId, day))
                .collect(
                        Sums::new,
                        (sums, row) -> sums.add(
                                Objects.requireNonNull(row.getString("currency")),
                                row.getLong("amount_minor"),
                                row.getBoolean("incoming")))
                .map(Sums::variables);
    }

    private static final class Sums {
        private final Map<String, BigInteger> byCurrency = new TreeMap<>();
        private int count;

        void add(String currency, long amountMinor, boolean incoming) {
            count++;
            byCurrency.merge((incoming ? "+" : "-") + currency, BigInteger.valueOf(amountMinor), BigInteger::add);
        }

        Map<String, String> variables() {
            String lines = byCurrency.entrySet().stream()
                    .map(sum -> spelled(sum.getKey(), sum.getValue()))
                    .collect(Collectors.joining(", "));
            return Map.of("count", Integer.toString(count), "lines", lines);
        }

        private static String spelled(String signAndCurrency, BigInteger minor) {
            String currency = signAndCurrency.substring(1);
            int digits = digits(currency);
            return signAndCurrency.charAt(0) + new BigDecimal(minor, digits).toPlainString() + " " + currency;
        }

        private static int digits(String currency) {
            try {
                return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
            } catch (IllegalArgumentException unknown) {
                return 2;
            }
        }
    }
}
