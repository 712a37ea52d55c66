package io.groat.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.money.CurrencyCode;
import io.groat.settlement.Settleable.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchingTest {

    private static final Instant NOW = Instant.parse("2026-11-30T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        // row: kind, amount, fee, tax, currency; known: kind, amount, currency; what differs
        "PAYMENT,    1000,  20,   4, EUR, PAYMENT,  1000, EUR,",
        "PAYMENT,    1000,   0,   0, EUR, PAYMENT,  1000, EUR,",
        "PAYMENT,    1000, 990,  10, EUR, PAYMENT,  1000, EUR,",
        "PAYMENT,     999,  20,   0, EUR, PAYMENT,  1000, EUR, AMOUNT_DIFFERS",
        "PAYMENT,   -1000,  20,   0, EUR, PAYMENT,  1000, EUR, AMOUNT_DIFFERS",
        "PAYMENT,    1000,  20,   0, USD, PAYMENT,  1000, EUR, CURRENCY_DIFFERS",
        "PAYMENT,     999,  20,   0, USD, PAYMENT,  1000, EUR, CURRENCY_DIFFERS",
        "PAYMENT,    1000, -20,   0, EUR, PAYMENT,  1000, EUR, FEE_DIFFERS",
        "PAYMENT,    1000,  20, -20, EUR, PAYMENT,  1000, EUR, FEE_DIFFERS",
        "PAYMENT,    1000, 990,  11, EUR, PAYMENT,  1000, EUR, FEE_DIFFERS",
        "REFUND,    -1000,   0,   0, EUR, PAYMENT,  1000, EUR, KIND_DIFFERS",
        "ADJUSTMENT,-1000,   0,   0, EUR, PAYMENT,  1000, EUR, KIND_DIFFERS",
        "OTHER,      1000,   0,   0, EUR, PAYMENT,  1000, EUR, KIND_DIFFERS",
        "REFUND,    -1000,  -5,   0, EUR, REFUND,  -1000, EUR,",
        "PAYOUT,    -1000,   7,   0, EUR, PAYOUT,  -1000, EUR,",
        "PAYOUT,    -1001,   7,   0, EUR, PAYOUT,  -1000, EUR, AMOUNT_DIFFERS",
        "ADJUSTMENT, 1000,   0,   0, EUR, RETURN,   1000, EUR,",
        "ADJUSTMENT,-1000,  15,   0, EUR, DISPUTE, -1000, EUR,",
    })
    void aRowIsHeldToWhatItIsAbout(
            RowKind kind,
            long amount,
            long fee,
            long tax,
            String currency,
            Kind is,
            long known,
            String in,
            String differs) {
        Matching matching = Matching.of(row(kind, amount, fee, tax, currency), List.of(item(is, known, in)));

        assertThat(matching.item()).isNotNull();
        assertThat(matching.difference()).isEqualTo(differs == null ? null : Matching.Difference.valueOf(differs));
    }

    @Test
    void nothingKnownIsNothing() {
        assertThat(Matching.of(row(RowKind.PAYMENT, 1, 0, 0, "EUR"), List.of())).isEqualTo(new Matching(null, null));
    }

    /** A dispute takes the money and gives it back: each of its two rows is about one of both. */
    @Test
    void ofTwoTheOneOfThatAmountIsMeant() {
        List<Settleable> both =
                new ArrayList<>(List.of(item(Kind.DISPUTE, -1000, "EUR"), item(Kind.DISPUTE, 1000, "EUR")));

        Matching back = Matching.of(row(RowKind.ADJUSTMENT, 1000, 0, 0, "EUR"), both);
        Matching taken = Matching.of(row(RowKind.ADJUSTMENT, -1000, 0, 0, "EUR"), both);

        assertThat(back).isEqualTo(new Matching(both.get(1), null));
        assertThat(taken).isEqualTo(new Matching(both.get(0), null));
    }

    @ParameterizedTest
    @CsvSource({
        // net, cost: what moves
        " 980,  20, bank>g:980 g-fees>g:20",
        "1000,   0, bank>g:1000",
        "-980, -20, g>bank:980 g>g-fees:20",
        "-510,  10, g>bank:510 g-fees>g:10",
        " 505,  -5, bank>g:505 g>g-fees:5",
        "   0,   0, ''",
    })
    void aRowTakesItsAmountOffWhatTheGatewayOwes(long net, long cost, String moves) {
        List<Leg> legs = Leg.settling("g", CurrencyCode.of("EUR"), net, cost).legs();

        assertThat(String.join(
                        " ",
                        legs.stream()
                                .map(leg -> leg.from().name() + ">" + leg.to().name() + ":" + leg.amountMinor())
                                .toList()))
                .isEqualTo(moves);
        long transit = legs.stream()
                .mapToLong(leg -> leg.to().name().equals("g") ? leg.amountMinor() : -leg.amountMinor())
                .sum();
        assertThat(transit).isEqualTo(net + cost);
    }

    private static SettlementRow row(RowKind kind, long amount, long fee, long tax, String currency) {
        return new SettlementRow(
                new UUID(1, 1),
                2,
                "key",
                "type",
                kind,
                "id",
                null,
                amount,
                fee,
                tax,
                CurrencyCode.of(currency),
                null,
                NOW,
                null,
                null,
                null);
    }

    private static Settleable item(Kind kind, long amount, String currency) {
        return new Settleable("g", "id", kind, kind + "/id", new UUID(2, 2), amount, CurrencyCode.of(currency), NOW);
    }
}
