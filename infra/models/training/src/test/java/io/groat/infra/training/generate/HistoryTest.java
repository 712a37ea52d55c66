package io.groat.infra.training.generate;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.groat.infra.training.generate.party.Parties;
import io.groat.infra.training.generate.setting.FraudKind;
import io.groat.infra.training.generate.setting.HistorySettings;
import io.groat.infra.training.generate.world.FraudCase;
import io.groat.infra.training.generate.world.HistoryPayment;
import io.groat.infra.training.generate.world.Label;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is in a history: order, shares, labels, and that each kind of fraud is what it is said to be. */
class HistoryTest {

    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;
    private static final HistorySettings SETTINGS = Histories.of(90, 1_000, 5, 0.05);
    private static final Parties PARTIES = new Parties(SETTINGS);

    private static List<HistoryPayment> payments = List.of();

    @BeforeAll
    static void run() {
        payments = Histories.payments(SETTINGS);
    }

    @Test
    void paymentsAreInTheOrderOfTimeAndWithinTheDays() {
        long start = LocalDate.of(2026, 1, 1)
                .atStartOfDay()
                .toInstant(ZoneOffset.UTC)
                .toEpochMilli();
        long last = start;
        for (HistoryPayment payment : payments) {
            assertThat(payment.at()).isGreaterThanOrEqualTo(last);
            last = payment.at();
        }
        assertThat(last).isBetween(start + 89 * DAY, start + 90 * DAY - 1);
    }

    @Test
    void nobodyPaysHimselfNorNothing() {
        assertThat(payments).allSatisfy(payment -> {
            assertThat(payment.payer()).isNotEqualTo(payment.payee());
            assertThat(payment.amount()).isPositive();
        });
    }

    @Test
    void usersPayAsOftenAsAsked() {
        // Of 1,000 users 700 are there at first, the others join evenly: 850 in the mean.
        double each = payments.size() / (90.0 * 850);
        assertThat(each).isCloseTo(2, within(0.4));
    }

    @Test
    void someFailAndMoreOfStolenAccounts() {
        assertThat(share(payments, payment -> !payment.completed())).isBetween(0.015, 0.06);
        assertThat(share(of(FraudKind.STOLEN_ACCOUNT), payment -> !payment.completed()))
                .isGreaterThan(1.3 * share(honest(), payment -> !payment.completed()));
    }

    @ParameterizedTest
    @CsvSource({"0.002", "0.008", "0.05", "0.2"})
    void theShareOfFraudsIsWhatWasAskedFor(double asked) {
        // Cases are taken as a whole, so few frauds are less exact.
        HistorySettings settings = Histories.of(90, 1_000, 9, asked);
        assertThat(share(Histories.payments(settings), payment -> payment.fraud() != null))
                .isCloseTo(asked, within(asked < 0.005 ? asked * 0.3 : asked * 0.12));
    }

    @Test
    void withoutFraudsThereAreNone() {
        assertThat(Histories.payments(Histories.of(20, 100, 2, 0)))
                .allSatisfy(payment -> assertThat(payment.fraud()).isNull());
    }

    @ParameterizedTest
    @EnumSource
    void everyKindHasItsShare(FraudKind kind) {
        double share = of(kind).size() / (double) frauds().size();
        assertThat(share).isCloseTo(kind.weight(), within(kind.weight() * 0.25));
    }

    @ParameterizedTest
    @CsvSource({"0, 10", "0.3, 10", "0.7, 3", "1, 20"})
    void labelsHaveTheirShareAndDelay(double labelShare, double delay) {
        HistorySettings settings = Histories.of(120, 1_000, 5, 0.1, HistorySettings.usualWeights(), labelShare, delay);
        List<HistoryPayment> frauds = Histories.payments(settings).stream()
                .filter(payment -> payment.fraud() != null)
                .collect(toList());
        List<HistoryPayment> labelled = frauds.stream()
                .filter(payment -> payment.label() == Label.FRAUD)
                .collect(toList());
        assertThat(labelled.size() / (double) frauds.size()).isCloseTo(labelShare, within(0.06));
        double mean = labelled.stream()
                .mapToLong(payment -> payment.labelAt() - payment.at())
                .average()
                .orElse(delay * DAY);
        // Cases of weeks are found at their end, so that a short delay can't be kept to.
        assertThat(mean / DAY).isCloseTo(delay, within(Math.max(3, delay * 0.3)));
    }

    @Test
    void labelsComeAfterPayments() {
        assertThat(payments).allSatisfy(payment -> {
            if (payment.label() == Label.UNKNOWN) {
                assertThat(payment.labelAt()).isZero();
            } else {
                assertThat(payment.labelAt()).isGreaterThan(payment.at());
                assertThat(payment.label() == Label.FRAUD).isEqualTo(payment.fraud() != null);
            }
        });
        assertThat(honest()).anyMatch(payment -> payment.label() == Label.LEGITIMATE);
        assertThat(share(honest(), payment -> payment.label() != Label.UNKNOWN)).isLessThan(0.005);
    }

    @Test
    void accountsAreStolenOneByOneForHours() {
        assertThat(cases(FraudKind.STOLEN_ACCOUNT)).hasSizeGreaterThan(100).allSatisfy(theft -> {
            assertThat(payers(theft)).isEqualTo(1);
            assertThat(payees(theft)).isLessThanOrEqualTo(4);
            assertThat(lasts(theft)).isLessThanOrEqualTo(60 * HOUR);
            assertThat(theft.stream().filter(payment -> !payment.completed())).hasSizeLessThanOrEqualTo(3);
        });
    }

    @Test
    void scamsHaveOnePayerOnePayeeAndFewPayments() {
        assertThat(cases(FraudKind.SCAM)).hasSizeGreaterThan(100).allSatisfy(scam -> {
            assertThat(payers(scam)).isEqualTo(1);
            assertThat(payees(scam)).isEqualTo(1);
            assertThat(scam).hasSizeLessThanOrEqualTo(6);
        });
        // Some receivers have several victims, and some one alone.
        Map<Integer, Long> victims = cases(FraudKind.SCAM).stream()
                .collect(groupingBy(scam -> scam.get(0).payee(), counting()));
        assertThat(victims.values()).contains(1L).anyMatch(count -> count > 2);
    }

    @Test
    void aPayeeIsTakenOverForWeeksAtMostAndLosesAllItsCustomersPay() {
        assertThat(cases(FraudKind.PAYEE_TAKEOVER)).hasSizeGreaterThan(5).allSatisfy(takeover -> {
            assertThat(payees(takeover)).isEqualTo(1);
            assertThat(lasts(takeover)).isLessThanOrEqualTo(28 * DAY);
            long from = takeover.get(0).at();
            // Who tops up first pays minutes later, when the payee may be in good hands again.
            long to = takeover.get(takeover.size() - 1).at() - HOUR;
            assertThat(honest())
                    .noneMatch(payment -> payment.payee() == takeover.get(0).payee()
                            && PARTIES.isUser(payment.payer())
                            && payment.at() > from
                            && payment.at() < to);
        });
        assertThat(cases(FraudKind.PAYEE_TAKEOVER)).anyMatch(takeover -> lasts(takeover) > 7 * DAY);
    }

    @Test
    void dripsStayBelowTheirLimitForWeeks() {
        assertThat(cases(FraudKind.DRIP)).hasSizeGreaterThan(5).allSatisfy(drip -> {
            assertThat(payees(drip)).isEqualTo(1);
            assertThat(payers(drip)).isLessThanOrEqualTo(4);
            assertThat(lasts(drip)).isLessThanOrEqualTo(40 * DAY);
            assertThat(drip).allSatisfy(payment -> assertThat(payment.amount()).isLessThan(5_000));
        });
        assertThat(cases(FraudKind.DRIP)).anyMatch(drip -> lasts(drip) > 7 * DAY && drip.size() > 10);
    }

    @Test
    void mulesPassOnWithinTheHour() {
        Collection<List<HistoryPayment>> rings = cases(FraudKind.MULE_RING);
        assertThat(rings).hasSizeGreaterThan(10).allSatisfy(ring -> {
            for (HistoryPayment payment : ring) {
                List<HistoryPayment> received = ring.stream()
                        .filter(other -> other.payee() == payment.payer() && other.at() <= payment.at())
                        .filter(HistoryPayment::completed)
                        .collect(toList());
                if (!received.isEmpty()) {
                    assertThat(received).anyMatch(other -> payment.at() - other.at() <= HOUR);
                }
            }
        });
        assertThat(rings).anyMatch(ring -> ring.stream().anyMatch(payment -> PARTIES.isShop(payment.payee())));
        assertThat(rings).anyMatch(ring -> payers(ring) > 5);
    }

    @Test
    void colludersAreTwoOrThreeAndPayRoundAmounts() {
        assertThat(cases(FraudKind.COLLUSION)).hasSizeGreaterThan(5).allSatisfy(circle -> {
            assertThat(circle.stream()
                            .flatMap(payment -> Stream.of(payment.payer(), payment.payee()))
                            .distinct())
                    .hasSizeBetween(2, 3);
            HistoryPayment first = circle.get(0);
            assertThat(circle)
                    .filteredOn(payment -> payment.payer() == first.payer())
                    .allSatisfy(payment -> assertThat(payment.amount() % 100).isZero());
        });
    }

    @Test
    void memoryDoesNotGrowWithDays() {
        int planned = mostSteps(50);
        assertThat(mostSteps(250)).isLessThan(planned * 2).isLessThan(300 * 2 * 3);
    }

    private static int mostSteps(int days) {
        HistorySettings settings = Histories.of(days, 300, 3, 0.02);
        History history = new History(settings, new Parties(settings), payment -> {});
        history.run(day -> {});
        return history.mostSteps();
    }

    private static List<HistoryPayment> frauds() {
        return payments.stream().filter(payment -> payment.fraud() != null).collect(toList());
    }

    private static List<HistoryPayment> honest() {
        return payments.stream().filter(payment -> payment.fraud() == null).collect(toList());
    }

    private static List<HistoryPayment> of(FraudKind kind) {
        return frauds().stream()
                .filter(payment -> fraudOf(payment).kind() == kind)
                .collect(toList());
    }

    private static Collection<List<HistoryPayment>> cases(FraudKind kind) {
        return of(kind).stream()
                .collect(groupingBy(payment -> fraudOf(payment).number()))
                .values();
    }

    private static FraudCase fraudOf(HistoryPayment payment) {
        return Objects.requireNonNull(payment.fraud());
    }

    private static long payers(List<HistoryPayment> fraud) {
        return fraud.stream().map(HistoryPayment::payer).distinct().count();
    }

    private static long payees(List<HistoryPayment> fraud) {
        return fraud.stream().map(HistoryPayment::payee).distinct().count();
    }

    private static long lasts(List<HistoryPayment> fraud) {
        return fraud.get(fraud.size() - 1).at() - fraud.get(0).at();
    }

    private static double share(List<HistoryPayment> all, Predicate<HistoryPayment> part) {
        return all.stream().filter(part).count() / (double) all.size();
    }
}
