package io.groat.posting;

import static io.groat.posting.ShardText.NOW;
import static io.groat.posting.ShardText.PAYEE;
import static io.groat.posting.ShardText.PAYER;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.account.AccountIdentity;
import io.groat.account.AccountRef;
import io.groat.account.AccountStatus;
import io.groat.beneficiary.Beneficiary;
import io.groat.hold.Hold;
import io.groat.posting.ChangeHold.Change;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.rule.LimitHit;
import io.groat.rule.RuleBook;
import io.groat.rule.StoredRule;
import io.groat.rule.Usage;
import io.groat.shard.ShardMap;
import io.groat.shard.ShardPlace;
import io.groat.shard.SlottedId;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferNote;
import io.groat.transfer.TransferOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Payments that ask for a beneficiary: of type {@code transfer}, whose new beneficiaries are paid 20 at most for an hour. A
 * beneficiary is {@code user} or {@code account}, {@code old} or new, with what else there is to say of it.
 */
class BeneficiaryTest {

    private static final Instant TOMORROW = Instant.parse("2026-01-03T00:00:00Z");
    private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(9));

    private final ShardText text = new ShardText();
    private int keys;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
                    case                      | beneficiaries                 | payer      | payee      | amount | answer                         | bound
                    nobody                    |                               | open 100   | open 0     | 1      | FAILED BENEFICIARY_REQUIRED    |
                    nobody, across            |                               | open 100   | clearing 0 | 1      | FAILED BENEFICIARY_REQUIRED    |
                    the user                  | user old                      | open 100   | open 0     | 90     | COMPLETED                      |
                    the user, across          | user old                      | open 100   | clearing 0 | 90     | PENDING                        |
                    the account               | account old                   | open 100   | open 0     | 90     | COMPLETED                      |
                    the closest is asked      | user old; account old max 9   | open 100   | open 0     | 10     | FAILED BENEFICIARY_REQUIRED    | maxAmount
                    the closest is wider      | user old max 9; account old   | open 100   | open 0     | 10     | COMPLETED                      |
                    of the type               | user old for transfer         | open 100   | open 0     | 1      | COMPLETED                      |
                    of another type           | user old for shop             | open 100   | open 0     | 1      | FAILED BENEFICIARY_REQUIRED    | transactionTypes
                    from now on               | user old from 0               | open 100   | open 0     | 1      | COMPLETED                      |
                    from later on             | user old from 1               | open 100   | open 0     | 1      | FAILED BENEFICIARY_REQUIRED    | from
                    until later               | user old until 1              | open 100   | open 0     | 1      | COMPLETED                      |
                    until now                 | user old until 0              | open 100   | open 0     | 1      | FAILED BENEFICIARY_REQUIRED    | until
                    the least                 | user old min 5                | open 100   | open 0     | 5      | COMPLETED                      |
                    less                      | user old min 5                | open 100   | open 0     | 4      | FAILED BENEFICIARY_REQUIRED    | minAmount
                    the most                  | user old max 5                | open 100   | open 0     | 5      | COMPLETED                      |
                    more                      | user old max 5                | open 100   | open 0     | 6      | FAILED BENEFICIARY_REQUIRED    | maxAmount
                    all of a day              | user old day 5                | open 100   | open 0     | 5      | COMPLETED                      |
                    more than a day's         | user old day 5                | open 100   | open 0     | 6      | FAILED BENEFICIARY_REQUIRED    | perDay
                    new                       | user                          | open 100   | open 0     | 20     | COMPLETED                      |
                    new, and too much         | user                          | open 100   | open 0     | 21     | FAILED BENEFICIARY_COOLING_OFF | coolingOff
                    bounds before cooling     | user max 5                    | open 100   | open 0     | 21     | FAILED BENEFICIARY_REQUIRED    | maxAmount
                    frozen before it          |                               | frozen 100 | open 0     | 1      | FAILED ACCOUNT_FROZEN          |
                    closed before it          |                               | open 100   | closed 0   | 1      | FAILED ACCOUNT_CLOSED          |
                    it before funds           |                               | open 0     | open 0     | 1      | FAILED BENEFICIARY_REQUIRED    |
                    cooling before funds      | user                          | open 0     | open 0     | 21     | FAILED BENEFICIARY_COOLING_OFF | coolingOff
                    funds after all           | user old                      | open 0     | open 0     | 1      | FAILED INSUFFICIENT_FUNDS      |
                    """)
    void aPaymentAsksForABeneficiary(
            String name,
            @Nullable String beneficiaries,
            String payer,
            String payee,
            long amount,
            String answer,
            @Nullable String bound) {
        required();
        AccountIdentity from = text.account(PAYER, payer);
        AccountIdentity to = payee.startsWith("clearing ") ? null : text.account(PAYEE, payee);
        if (beneficiaries != null) {
            Arrays.stream(beneficiaries.split("; ", -1)).forEach(one -> beneficiary(one, to));
        }
        TransferOrder order = order(from, to, amount);

        PreviewAnswer preview = text.shard.commit(NOW, new Preview(order, null));
        Transfer transfer = pay(NOW, order);

        assertThat(written(transfer)).as(name).isEqualTo(answer);
        LimitHit hit = transfer.terms().hit();
        assertThat(hit == null ? null : hit.limit()).isEqualTo(bound);
        assertThat(preview).isInstanceOfSatisfying(PreviewAnswer.Priced.class, priced -> {
            assertThat(priced.reason()).isEqualTo(transfer.reason());
            assertThat(priced.hit()).isEqualTo(hit);
        });
        assertThat(used()).isEqualTo(transfer.reason() == null ? amount : 0);
    }

    @Test
    void otherTypesAskForNone() {
        text.shard.under(new RuleBook(List.of(rule("shop", "\"beneficiary\": \"required\""))));
        AccountIdentity from = text.account(PAYER, "open 100");
        AccountIdentity to = text.account(PAYEE, "open 0");

        TransferOrder order = order(from, to, 1);
        assertThat(BatchNeeds.of(List.of(new Initiate(order)), rules(), new ShardPlace(0, ShardMap.initial(2)))
                        .beneficiaries())
                .isEmpty();
        assertThat(written(pay(NOW, order))).isEqualTo("COMPLETED");
        assertThat(written(pay(NOW, order(from, to, 1).ofType("shop")))).isEqualTo("FAILED BENEFICIARY_REQUIRED");
        assertThat(used()).isZero();
    }

    private static RuleBook rules() {
        return new RuleBook(List.of(rule("shop", "\"beneficiary\": \"required\"")));
    }

    /** It cools off at a time that a refusal tells, to the microsecond. */
    @Test
    void aNewBeneficiaryCoolsOff() {
        required();
        AccountIdentity from = text.account(PAYER, "open 100");
        AccountIdentity to = text.account(PAYEE, "open 0");
        beneficiary("user", to);

        LimitHit hit =
                Objects.requireNonNull(pay(NOW, order(from, to, 21)).terms().hit());
        Instant cooled = NOW.plus(Duration.ofHours(1));

        assertThat(hit.resetsAt()).isEqualTo(cooled);
        assertThat(hit.max()).isEqualTo(20);
        assertThat(written(pay(cooled.minusNanos(1_000), order(from, to, 21))))
                .isEqualTo("FAILED BENEFICIARY_COOLING_OFF");
        assertThat(written(pay(cooled, order(from, to, 21)))).isEqualTo("COMPLETED");
    }

    /** One that was made by a clock that is ahead of the batch's has nothing to cool off from. */
    @Test
    void aTypeWithoutCoolingOffPaysNewOnesAtOnce() {
        text.shard.under(new RuleBook(List.of(rule("transfer", "\"beneficiary\": \"required\""))));
        AccountIdentity from = text.account(PAYER, "open 100");
        AccountIdentity to = text.account(PAYEE, "open 0");
        beneficiary("user", to);

        assertThat(written(pay(NOW.minusSeconds(1), order(from, to, 100)))).isEqualTo("COMPLETED");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, -, -, false, false",
                "0, -, -, -, false, true",
                "6, -, -, -, false, false",
                "-, 9, -, -, false, true",
                "-, 7, -, -, false, false",
                "-, -, 9, -, false, true",
                "-, -, 7, -, false, false",
                "-, -, -, 9, false, true",
                "-, -, -, 7, false, false",
                "-, -, -, -, true, true"
            })
    void whatIsWidenedCoolsOffOnceMore(
            @Nullable Long min,
            @Nullable Long max,
            @Nullable Long day,
            @Nullable Long until,
            boolean endless,
            boolean widens) {
        Beneficiary before = beneficiary("user old min 5 max 8 day 8 until 8", null);

        Beneficiary after = before.changed(
                new Beneficiary.Change("Rent", min, max, day, until == null ? null : NOW.plusSeconds(until), endless),
                NOW);

        assertThat(after.coolsFrom()).isEqualTo(widens ? NOW : before.coolsFrom());
        assertThat(after.label()).isEqualTo("Rent");
        assertThat(after.until() == null).isEqualTo(endless);
    }

    @Test
    void aDayTakesExactlyWhatFits() {
        required();
        AccountIdentity from = text.account(PAYER, "open 1000");
        AccountIdentity to = text.account(PAYEE, "open 0");
        beneficiary("user old day 100", to);

        assertThat(written(pay(NOW, order(from, to, 70)))).isEqualTo("COMPLETED");
        Transfer over = pay(NOW, order(from, to, 31));
        assertThat(over.reason()).isEqualTo(Refusal.BENEFICIARY_REQUIRED);
        assertThat(over.terms().hit()).isEqualTo(new LimitHit("perDay", 100, 70, TOMORROW));
        assertThat(written(pay(NOW, order(from, to, 30)))).isEqualTo("COMPLETED");
        assertThat(written(pay(TOMORROW, order(from, to, 100)))).isEqualTo("COMPLETED");
    }

    /** What moves nothing in the end is of the day no more, whichever way it ends. */
    @ParameterizedTest
    @ValueSource(strings = {"cancelled", "refused", "released late"})
    void whatComesBackIsGivenBack(String end) {
        required();
        AccountIdentity from = text.account(PAYER, "open 1000");
        AccountIdentity to = end.equals("refused") ? null : text.account(PAYEE, "open 0");
        beneficiary("user old day 100", to);
        Transfer begun = ((InitiateAnswer.Decided) text.shard.commit(
                        NOW, new Initiate(order(from, to, 80), end.equals("refused") ? Verdict.PASS : Verdict.HOLD)))
                .transfer();
        assertThat(used()).isEqualTo(80);

        Command<Transfer> last = switch (end) {
            case "cancelled" -> new CancelHeld(begun, Refusal.PAYMENT_DECLINED);
            case "refused" -> new Settle(begun, ShardText.refused(begun, Refusal.ACCOUNT_CLOSED));
            default -> new ReleaseHeld(begun);
        };
        if (end.equals("released late")) {
            text.shard.commit(NOW, new ChangeStatus(from.id(), AccountStatus.FROZEN));
        }
        text.shard.commit(NOW.plusSeconds(1), last);

        assertThat(used()).isZero();
    }

    /** A hold asks when it is made and when it is increased; its captures ask no more. */
    @Test
    void aHoldAsksForABeneficiary() {
        required();
        AccountIdentity from = text.account(PAYER, "open 1000");
        AccountIdentity to = text.account(PAYEE, "open 0");
        Refused none = refused(authorize(from, to, 10));
        assertThat(none.refusal()).isEqualTo(Refusal.BENEFICIARY_REQUIRED);
        assertThat(none.field()).isEqualTo("payee");
        assertThat(none.detail()).contains("not among");

        beneficiary("user old max 50 day 60", to);
        Hold hold = stands(authorize(from, to, 40));
        assertThat(used()).isEqualTo(40);
        Refused over = refused(authorize(from, to, 21));
        assertThat(over.members())
                .containsEntry("limit", "perDay")
                .containsEntry("used", 40L)
                .containsKey("resetsAt");
        assertThat(refused(text.shard.commit(NOW, new ChangeHold(hold, new Change.Increase("i", 11))))
                        .members())
                .containsEntry("limit", "maxAmount");
        assertThat(used()).isEqualTo(40);
        Hold more = stands(text.shard.commit(NOW, new ChangeHold(hold, new Change.Increase("j", 10))));
        assertThat(used()).isEqualTo(50);

        text.shard.commit(NOW, new Capture(ShardText.newTransferId(), "c", more, 30L, false, TransferNote.NONE));
        assertThat(text.posted(to.id())).isEqualTo(30);
        text.shard.commit(NOW, new ChangeHold(more, Change.Plain.VOID));
        assertThat(used()).isEqualTo(30);
    }

    /** The answer of a key stays, whatever becomes of the beneficiary. */
    @Test
    void aRefusalIsKeptUnderItsKey() {
        required();
        AccountIdentity from = text.account(PAYER, "open 1000");
        AccountIdentity to = text.account(PAYEE, "open 0");
        TransferOrder order = order(from, to, 10);
        Transfer refused = pay(NOW, order);

        beneficiary("user old", to);

        assertThat(pay(NOW, order)).isEqualTo(refused);
        assertThat(written(pay(NOW, order(from, to, 10)))).isEqualTo("COMPLETED");
    }

    private void required() {
        text.shard.under(new RuleBook(List.of(
                rule("transfer", "\"beneficiary\": \"required\", \"coolingOff\": \"PT1H\", \"coolingOffMax\": 20"))));
    }

    private static StoredRule rule(String name, String rule) {
        return StoredRule.of(StoredRule.Kind.TRANSACTION, name, 1, "{\"title\": \"T\", " + rule + "}", NOW, "admin");
    }

    private Beneficiary beneficiary(String said, @Nullable AccountIdentity account) {
        List<String> words = List.of(said.split(" ", -1));
        boolean byUser = words.get(0).equals("user");
        Instant made = words.contains("old") ? LONG_AGO : NOW;
        String type = word(words, "for");
        Beneficiary one = new Beneficiary(
                SlottedId.create(SlottedId.Kind.BENEFICIARY, 0, made),
                1,
                PAYER,
                byUser
                        ? new AccountRef.ByUser(PAYEE)
                        : new AccountRef.ById(Objects.requireNonNull(account).id()),
                PAYEE,
                byUser ? null : Objects.requireNonNull(account).id(),
                null,
                type == null ? Set.of() : Set.of(type),
                number(words, "min", 0),
                number(words, "max", Beneficiary.UNBOUNDED),
                number(words, "day", Beneficiary.UNBOUNDED),
                time(words, "from"),
                time(words, "until"),
                made,
                made);
        text.shard.given(one);
        return one;
    }

    private static @Nullable Instant time(List<String> words, String name) {
        String word = word(words, name);
        return word == null ? null : NOW.plusSeconds(Long.parseLong(word));
    }

    private static long number(List<String> words, String name, long usual) {
        String word = word(words, name);
        return word == null ? usual : Long.parseLong(word);
    }

    private static @Nullable String word(List<String> words, String name) {
        int place = words.indexOf(name);
        return place < 0 ? null : words.get(place + 1);
    }

    private TransferOrder order(AccountIdentity from, @Nullable AccountIdentity to, long amount) {
        return ShardText.order("key-" + keys++, from, to, amount);
    }

    private Transfer pay(Instant now, TransferOrder order) {
        return ((InitiateAnswer.Decided) text.shard.commit(now, new Initiate(order))).transfer();
    }

    private HoldAnswer authorize(AccountIdentity from, AccountIdentity to, long amount) {
        return text.shard.commit(
                NOW, new Authorize(order(from, to, amount), Verdict.PASS, null, Duration.ofDays(7), null));
    }

    /** By its beneficiaries, of all days. */
    private long used() {
        return text.shard.usages().stream()
                .filter(usage -> usage.limit().startsWith("*"))
                .mapToLong(Usage::amountMinor)
                .sum();
    }

    private static Hold stands(HoldAnswer answer) {
        return ((HoldAnswer.Stands) answer).hold();
    }

    private static Refused refused(HoldAnswer answer) {
        return ((HoldAnswer.TurnedDown) answer).refused();
    }

    private static String written(Transfer transfer) {
        return transfer.status() + (transfer.reason() == null ? "" : " " + transfer.reason());
    }
}
