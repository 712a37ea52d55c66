package io.groat.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.rule.Fee.Kind;
import io.groat.rule.Fee.PaidBy;
import io.groat.rule.Fee.Tier;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeeTest {

    @ParameterizedTest
    @CsvSource({
        // basis points, min, max, paid by, amount, costs
        "150, 0, , PAYER, 1000, 15",
        "150, 0, , PAYER, 33, 0",
        "150, 0, , PAYER, 34, 1",
        "50, 0, , PAYER, 100, 1",
        "49, 0, , PAYER, 100, 0",
        "50, 0, , PAYER, 99, 0",
        "10000, 0, , PAYER, 77, 77",
        "0, 0, , PAYER, 1000, 0",
        "150, 20, , PAYER, 1000, 20",
        "150, 0, 10, PAYER, 1000, 10",
        "150, 20, , PAYEE, 12, 12",
        "10000, 0, , PAYER, 9223372036854775807, 9223372036854775807",
        "1, 0, , PAYER, 9223372036854775807, 922337203685478"
    })
    void aShareIsRoundedHalfUp(int points, long least, @Nullable Long most, PaidBy paidBy, long amount, long costs) {
        Fee fee = new Fee(Kind.PERCENT, 0, points, List.of(), least, most, paidBy, true);

        assertThat(fee.of(amount)).isEqualTo(costs);
    }

    @ParameterizedTest
    @CsvSource({"1, 10", "100, 10", "101, 26", "1000, 35", "1001, 10", "100000, 1000"})
    void theTierOfAnAmountIsForTheWholeOfIt(long amount, long costs) {
        List<Tier> tiers = List.of(new Tier(100L, 10, 0), new Tier(1_000L, 25, 100), new Tier(null, 0, 100));
        Fee fee = new Fee(Kind.TIERS, 0, 0, tiers, 0, null, PaidBy.PAYER, false);

        assertThat(fee.of(amount)).isEqualTo(costs);
    }

    /** Whatever is given back in parts, in the end it is the whole fee, and never more. */
    @Property
    void refundsInPartsGiveBackTheFeeAndNoMore(
            @ForAll @LongRange(min = 1, max = 1_000_000_000_000L) long paid,
            @ForAll @LongRange(min = 1, max = 1_000_000_000_000L) long fee,
            @ForAll List<@LongRange(min = 1, max = 400_000_000_000L) Long> parts) {
        long left = paid;
        long back = 0;
        for (long wanted : parts) {
            long part = Math.min(wanted, left);
            if (part > 0) {
                left -= part;
                long now = Fee.back(fee, back, paid, part, left);
                assertThat(now).isBetween(0L, fee - back);
                back += now;
            }
        }
        if (left > 0) {
            back += Fee.back(fee, back, paid, left, 0);
        }
        assertThat(back).isEqualTo(fee);
    }

    @Test
    void aPartIsRoundedForThePayer() {
        assertThat(Fee.back(10, 0, 3, 1, 2)).isEqualTo(4);
        assertThat(Fee.back(10, 4, 3, 1, 1)).isEqualTo(4);
        assertThat(Fee.back(10, 8, 3, 1, 0)).isEqualTo(2);
    }

    @Test
    void severalFeesAreTakenTogetherAndAPayeePaysAtMostWhatTheyGet() {
        TransactionType type = type(
                new Fee(Kind.FIXED, 30, 0, List.of(), 0, null, PaidBy.PAYER, true),
                new Fee(Kind.PERCENT, 0, 0, List.of(), 0, null, PaidBy.PAYER, true),
                new Fee(Kind.FIXED, 60, 0, List.of(), 0, null, PaidBy.PAYEE, false),
                new Fee(Kind.FIXED, 60, 0, List.of(), 0, null, PaidBy.PAYEE, true));

        assertThat(type.charges(100))
                .containsExactly(
                        new Terms.Charge(Kind.FIXED, PaidBy.PAYER, 30, true),
                        new Terms.Charge(Kind.FIXED, PaidBy.PAYEE, 60, false),
                        new Terms.Charge(Kind.FIXED, PaidBy.PAYEE, 40, true));
    }

    @Test
    void whatAPayerPaysIsNeverBeyondWhatCanBeCounted() {
        Fee most = new Fee(Kind.FIXED, Long.MAX_VALUE, 0, List.of(), 0, null, PaidBy.PAYER, true);

        assertThat(type(most, most).charges(1)).hasSize(1);
    }

    private static TransactionType type(Fee... fees) {
        return new TransactionType(
                "shop", 1, "Shop", List.of(fees), Set.of(), Set.of(), false, Duration.ZERO, 0, false);
    }
}
