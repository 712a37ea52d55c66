package io.groat.payout;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.account.AccountRef;
import io.groat.event.Event;
import io.groat.money.CurrencyCode;
import io.groat.shard.SlottedId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which change of a payout tells what. */
class PayoutEventsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final UUID ID = SlottedId.create(SlottedId.Kind.PAYOUT, 7, NOW);
    private static final List<PayoutStatus> COLUMNS = Arrays.asList(PayoutStatus.values());

    /** Each legal step, and each that changes nothing; "x" where there is no such step. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CREATED      | - Created Created x x x - x
            UNDER_REVIEW | x - - x x x Failed x
            RESERVED     | x x - - x x Failed x
            SENDING      | x x - - Sent Settled Failed x
            SENT         | x x x x - Settled Failed x
            SETTLED      | x x x x x - x Returned
            FAILED       | x x x x x x - x
            RETURNED     | x x x x x x x -
            """)
    void eachStepTellsThis(PayoutStatus from, String row) {
        List<String> told = List.of(row.split(" "));
        assertThat(told).hasSameSizeAs(COLUMNS);
        for (int i = 0; i < COLUMNS.size(); i++) {
            PayoutStatus to = COLUMNS.get(i);
            boolean legal = from == to || from.next().contains(to);
            assertThat(told.get(i).equals("x")).as(from + " to " + to).isNotEqualTo(legal);
            if (legal) {
                List<String> expected = told.get(i).equals("-") ? List.of() : List.of("Payout" + told.get(i));
                assertThat(PayoutEvents.of(payout(from, null), payout(to, null), NOW))
                        .as(from + " to " + to)
                        .extracting(event -> event.type().name())
                        .isEqualTo(expected);
            }
        }
    }

    /** One that is called off is told to have failed once its money is free. */
    @Test
    void whatIsCalledOffWaitsForItsMoney() {
        Payout reserved = payout(PayoutStatus.RESERVED, NOW);
        Payout calledOff = reserved.calledOff("PAYOUT_CALLED_OFF", NOW);
        Payout free = calledOff.failed("PAYOUT_CALLED_OFF", null, null, null, NOW);

        assertThat(PayoutEvents.of(reserved, calledOff, NOW)).isEmpty();
        List<Event> told = PayoutEvents.of(calledOff, free, NOW);
        assertThat(told).extracting(Event::id).containsExactly(reserved.id() + ":PayoutFailed");
        assertThat(PayoutEvents.of(free, free.failed("PAYOUT_CALLED_OFF", null, null, null, NOW), NOW))
                .isEmpty();
    }

    private static Payout payout(PayoutStatus status, @Nullable Instant lookAt) {
        return new Payout(
                ID,
                1,
                "key",
                "ada",
                SlottedId.create(SlottedId.Kind.ACCOUNT, 7, NOW),
                new AccountRef.ByUser("ada"),
                5,
                CurrencyCode.of("EUR"),
                SlottedId.create(SlottedId.Kind.PAYOUT, 7, NOW),
                null,
                null,
                "BANK …1",
                null,
                "gate",
                null,
                status,
                null,
                NOW,
                null,
                lookAt,
                null,
                null,
                null);
    }
}
