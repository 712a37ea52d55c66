package io.groat.posting;

import static io.groat.posting.ShardText.NOW;
import static io.groat.posting.ShardText.PAYEE;
import static io.groat.posting.ShardText.PAYER;
import static io.groat.posting.ShardText.minor;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.account.Account;
import io.groat.account.AccountIdentity;
import io.groat.account.AccountStatus;
import io.groat.hold.Hold;
import io.groat.hold.HoldStatus;
import io.groat.posting.ChangeHold.Change;
import io.groat.refusal.Refusal;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferKind;
import io.groat.transfer.TransferNote;
import io.groat.transfer.TransferOrder;
import io.groat.transfer.TransferStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Money that is reserved, captured and let go. */
class HoldTest {

    private static final Duration WEEK = Duration.ofDays(7);
    private static final Instant LATER = NOW.plus(WEEK);

    private final ShardText text = new ShardText();

    /** {@code away} as payee is one on the other shard. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            case                       | payer            | payee       | amount | verdict | answer                        | held after
            enough                     | open 100         | open 0      | 30     | PASS    | AUTHORIZED                    | 30
            all there is               | open 100         | open 0      | 100    | PASS    | AUTHORIZED                    | 100
            all that is not held       | open 100 held 30 | open 0      | 70     | PASS    | AUTHORIZED                    | 100
            across shards              | open 100         | away        | 30     | PASS    | AUTHORIZED                    | 30
            to be decided              | open 100         | open 0      | 30     | HOLD    | UNDER_REVIEW                  | 30
            declined                   | open 100         | open 0      | 30     | DECLINE | no PAYMENT_DECLINED null      | 0
            one too many               | open 100         | open 0      | 101    | PASS    | no INSUFFICIENT_FUNDS null    | 0
            one more than is not held  | open 100 held 30 | open 0      | 71     | PASS    | no INSUFFICIENT_FUNDS null    | 30
            from a frozen account      | frozen 100       | open 0      | 30     | PASS    | no ACCOUNT_FROZEN null        | 0
            for a frozen payee         | open 100         | frozen 0    | 30     | PASS    | AUTHORIZED                    | 30
            for a closed payee         | open 100         | closed 0    | 30     | PASS    | no ACCOUNT_CLOSED null        | 0
            for a full payee           | open 100         | open max    | 30     | PASS    | no BALANCE_OVERFLOW null      | 0
            of nobody                  | none             | open 0      | 30     | PASS    | no ACCOUNT_NOT_FOUND payer    | 0
            for nobody                 | open 100         | none        | 30     | PASS    | no ACCOUNT_NOT_FOUND payee    | 0
            in another currency        | open USD 100     | open 0      | 30     | PASS    | no CURRENCY_MISMATCH payer    | 0
            for another currency       | open 100         | open USD 0  | 30     | PASS    | no CURRENCY_MISMATCH payee    | 0
            """)
    void authorizes(
            String name, String payer, String payee, String amount, Verdict verdict, String answer, String heldAfter) {
        AccountIdentity from = text.account(PAYER, payer);
        AccountIdentity to = payee.equals("away") ? null : text.account(PAYEE, payee);

        HoldAnswer given = authorize("key", from, to, minor(amount), verdict);

        assertThat(written(given)).as(name).isEqualTo(answer);
        assertThat(held(from)).isEqualTo(minor(heldAfter));
        assertThat(text.shard.entries()).isEmpty();
        assertThat(text.events()).isEqualTo(answer.startsWith("no ") ? "" : "HoldAuthorized BalanceUpdated");
    }

    /** Of a hold of 100, after those captures; {@code last} lets the rest go. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            case                   | before  | amount | last  | answer                      | hold                        | payer
            a part                 |         | 30     | false | COMPLETED 30                | PARTIALLY_CAPTURED 30 0 70  | 470 held 70
            another                | 30      | 30     | false | COMPLETED 30                | PARTIALLY_CAPTURED 60 0 40  | 440 held 40
            an exact remainder     | 30      | 70     | false | COMPLETED 70                | CAPTURED 100 0 0            | 400 held 0
            all                    |         | all    | false | COMPLETED 100               | CAPTURED 100 0 0            | 400 held 0
            all that is left       | 30      | all    | false | COMPLETED 70                | CAPTURED 100 0 0            | 400 held 0
            a last part            | 30      | 20     | true  | COMPLETED 20                | CAPTURED 50 50 0            | 450 held 0
            one more than there is | 30      | 71     | false | no CAPTURE_TOO_LARGE amount | PARTIALLY_CAPTURED 30 0 70  | 470 held 70
            of one that has ended  | 100     | 1      | false | no HOLD_ENDED null          | CAPTURED 100 0 0            | 400 held 0
            """)
    void captures(
            String name,
            @Nullable String before,
            String amount,
            boolean last,
            String answer,
            String holdAfter,
            String payerAfter) {
        AccountIdentity payer = text.account(PAYER, "open 500");
        AccountIdentity payee = text.account(PAYEE, "open 0");
        Hold hold = hold(authorize("key", payer, payee, 100, Verdict.PASS));
        if (before != null) {
            capture(hold, "before", minor(before), false, NOW);
        }

        InitiateAnswer given = capture(hold, "this", amount.equals("all") ? null : minor(amount), last, NOW);

        assertThat(written(given)).as(name).isEqualTo(answer);
        assertThat(written(current(hold))).isEqualTo(holdAfter);
        assertThat(text.posted(payer.id()) + " held " + held(payer)).isEqualTo(payerAfter);
        assertThat(text.posted(payee.id())).isEqualTo(current(hold).capturedMinor());
        if (given instanceof InitiateAnswer.Decided decided) {
            assertThat(decided.transfer().kind()).isEqualTo(TransferKind.CAPTURE);
            assertThat(decided.transfer().parentId()).isEqualTo(hold.id());
        }
    }

    /** By the batch's time, to the microsecond, whether or not the sweeper has come. */
    @ParameterizedTest
    @CsvSource({"-1, COMPLETED 30", "0, no HOLD_EXPIRED null", "1, no HOLD_EXPIRED null"})
    void aLateCaptureIsRefused(long micros, String answer) {
        Hold hold = hold(
                authorize("key", text.account(PAYER, "open 500"), text.account(PAYEE, "open 0"), 100, Verdict.PASS));

        assertThat(written(capture(hold, "late", 30L, false, LATER.plusNanos(micros * 1_000))))
                .isEqualTo(answer);
    }

    @Test
    void expiryLetsGoWhatIsLeftOnceAndOnlyInTime() {
        AccountIdentity payer = text.account(PAYER, "open 500");
        Hold hold = hold(authorize("key", payer, text.account(PAYEE, "open 0"), 100, Verdict.PASS));
        capture(hold, "part", 30L, false, NOW);

        change(hold, Change.Plain.EXPIRE, LATER.minusNanos(1_000));
        assertThat(written(current(hold))).isEqualTo("PARTIALLY_CAPTURED 30 0 70");
        change(hold, Change.Plain.EXPIRE, LATER);
        change(hold, Change.Plain.EXPIRE, LATER.plusSeconds(1));

        assertThat(written(current(hold))).isEqualTo("EXPIRED 30 70 0");
        assertThat(held(payer)).isZero();
        assertThat(text.events().split(" ", -1))
                .filteredOn(type -> type.equals("HoldExpired"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            before       | change       | answer                          | hold
            authorized   | void         | RELEASED                        | RELEASED 0 100 0
            captured 30  | void         | RELEASED                        | RELEASED 30 70 0
            captured 100 | void         | no HOLD_ENDED null              | CAPTURED 100 0 0
            voided       | void         | RELEASED                        | RELEASED 0 100 0
            expired      | void         | no HOLD_EXPIRED null            | EXPIRED 0 100 0
            authorized   | increase 50  | AUTHORIZED                      | AUTHORIZED 0 0 150
            captured 30  | increase 50  | PARTIALLY_CAPTURED              | PARTIALLY_CAPTURED 30 0 120
            authorized   | increase 401 | no INSUFFICIENT_FUNDS null      | AUTHORIZED 0 0 100
            voided       | increase 50  | no HOLD_ENDED null              | RELEASED 0 100 0
            authorized   | extend 1     | AUTHORIZED                      | AUTHORIZED 0 0 100
            authorized   | extend -1    | AUTHORIZED                      | AUTHORIZED 0 0 100
            authorized   | extend -9    | no HOLD_EXPIRED expiresAt       | AUTHORIZED 0 0 100
            expired      | extend 1     | no HOLD_EXPIRED null            | EXPIRED 0 100 0
            under review | approve      | AUTHORIZED                      | AUTHORIZED 0 0 100
            under review | decline      | RELEASED                        | RELEASED 0 100 0
            under review | void         | RELEASED                        | RELEASED 0 100 0
            authorized   | decline      | AUTHORIZED                      | AUTHORIZED 0 0 100
            voided       | approve      | RELEASED                        | RELEASED 0 100 0
            """)
    void changes(String before, String change, String answer, String holdAfter) {
        AccountIdentity payer = text.account(PAYER, "open 500");
        AccountIdentity payee = text.account(PAYEE, "open 0");
        Verdict verdict = before.equals("under review") ? Verdict.HOLD : Verdict.PASS;
        Hold hold = hold(authorize("key", payer, payee, 100, verdict));
        Instant now = NOW.plusSeconds(1);
        switch (before.split(" ", -1)[0]) {
            case "captured" -> capture(hold, "part", minor(before.substring("captured ".length())), false, NOW);
            case "voided" -> change(hold, Change.Plain.VOID, NOW);
            case "expired" -> now = LATER;
            default -> {}
        }
        if (before.equals("expired")) {
            change(hold, Change.Plain.EXPIRE, now);
        }

        HoldAnswer given = change(hold, parsed(change), now);

        assertThat(written(given)).isEqualTo(answer);
        assertThat(written(current(hold))).isEqualTo(holdAfter);
        assertThat(held(payer)).isEqualTo(current(hold).remainingMinor());
    }

    @Test
    void anIncrementHappensOnceForEachKey() {
        AccountIdentity payer = text.account(PAYER, "open 500");
        AccountIdentity payee = text.account(PAYEE, "open 0");
        Hold hold = hold(authorize("key", payer, payee, 100, Verdict.PASS));

        change(hold, new Change.Increase("more", 50), NOW);
        HoldAnswer again = change(hold, new Change.Increase("more", 50), NOW);
        HoldAnswer other = change(hold, new Change.Increase("more", 51), NOW);

        assertThat(((HoldAnswer.Stands) again).replayed()).isTrue();
        assertThat(written(other)).isEqualTo("no IDEMPOTENCY_CONFLICT amount");
        assertThat(held(payer)).isEqualTo(150);
        // What the hold was asked for stays what its key stands for.
        assertThat(authorize("key", payer, payee, 100, Verdict.PASS))
                .isEqualTo(new HoldAnswer.Stands(current(hold), true));
        assertThat(written(authorize("key", payer, payee, 150, Verdict.PASS)))
                .isEqualTo("no IDEMPOTENCY_CONFLICT amount");
    }

    @Test
    void aHoldIsToldOnceThatItSoonExpires() {
        Hold hold = hold(
                authorize("key", text.account(PAYER, "open 500"), text.account(PAYEE, "open 0"), 100, Verdict.PASS));

        change(hold, Change.Plain.REMIND, NOW);
        change(hold, Change.Plain.REMIND, NOW);
        change(hold, new Change.Extend(LATER.plusSeconds(60)), NOW);
        change(hold, Change.Plain.REMIND, NOW);

        assertThat(text.events().split(" ", -1))
                .filteredOn(type -> type.equals("HoldExpiring"))
                .hasSize(2);
    }

    /** What the payee's shard refuses is reserved once more while the hold is open and its time not over. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            case                     | then   | seconds | hold                        | held
            the hold is open         |        | 1       | AUTHORIZED 0 0 100          | 100
            voided meanwhile         | void   | 1       | RELEASED 0 100 0            | 0
            its time is over         |        | 700000  | AUTHORIZED 0 30 70          | 70
            another part was taken   | part   | 1       | PARTIALLY_CAPTURED 20 0 80  | 80
            the last part was taken  | last   | 1       | CAPTURED 20 80 0            | 0
            """)
    void aCaptureThatComesBack(String name, @Nullable String then, long seconds, String holdAfter, long heldAfter) {
        AccountIdentity payer = text.account(PAYER, "open 500");
        Hold hold = hold(authorize("key", payer, null, 100, Verdict.PASS));
        Transfer capture = ((InitiateAnswer.Decided) capture(hold, "part", 30L, false, NOW)).transfer();
        assertThat(capture.status()).isEqualTo(TransferStatus.PENDING);
        if ("void".equals(then)) {
            change(hold, Change.Plain.VOID, NOW);
        } else if (then != null) {
            capture(hold, "other", 20L, then.equals("last"), NOW);
        }

        Settle settle = new Settle(capture, ShardText.refused(capture, Refusal.ACCOUNT_CLOSED));
        Transfer settled = text.shard.commit(NOW.plusSeconds(seconds), settle);
        text.shard.commit(NOW.plusSeconds(seconds + 1), settle);

        assertThat(settled.status()).isEqualTo(TransferStatus.FAILED);
        assertThat(written(current(hold))).as(name).isEqualTo(holdAfter);
        assertThat(held(payer)).isEqualTo(heldAfter);
        assertThat(text.posted(payer.id())).isEqualTo(500 - current(hold).capturedMinor());
    }

    @Test
    void fiftyInOneBatchCaptureTenTenths() {
        AccountIdentity payer = text.account(PAYER, "open 1000");
        Hold hold = hold(authorize("key", payer, text.account(PAYEE, "open 0"), 100, Verdict.PASS));
        List<Capture> captures = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            captures.add(command(hold, "tenth-" + i, 10L, false));
        }

        List<Object> answers = text.shard.commit(NOW, captures);

        assertThat(answers)
                .filteredOn(answer -> answer instanceof InitiateAnswer.Decided)
                .hasSize(10);
        assertThat(text.posted(payer.id())).isEqualTo(900);
        assertThat(written(current(hold))).isEqualTo("CAPTURED 100 0 0");
    }

    @Test
    void aCaptureHappensOnceForEachKeyOfItsHold() {
        AccountIdentity payer = text.account(PAYER, "open 1000");
        AccountIdentity payee = text.account(PAYEE, "open 0");
        Hold hold = hold(authorize("key", payer, payee, 100, Verdict.PASS));
        Hold other = hold(authorize("other", payer, payee, 100, Verdict.PASS));

        InitiateAnswer first = capture(hold, "same", 10L, false, NOW);

        assertThat(capture(hold, "same", 10L, false, NOW))
                .isEqualTo(new InitiateAnswer.Decided(((InitiateAnswer.Decided) first).transfer(), true));
        assertThat(written(capture(hold, "same", 11L, false, NOW))).isEqualTo("no IDEMPOTENCY_CONFLICT amount");
        assertThat(written(capture(other, "same", 10L, false, NOW))).isEqualTo("COMPLETED 10");
    }

    @Test
    void aFrozenAccountGivesNothingMoreAndAClosedOneHasNoHolds() {
        AccountIdentity payer = text.account(PAYER, "open 100");
        Hold hold = hold(authorize("key", payer, text.account(PAYEE, "open 0"), 100, Verdict.PASS));

        text.shard.commit(NOW, new ChangeStatus(payer.id(), AccountStatus.FROZEN));
        assertThat(written(capture(hold, "frozen", 10L, false, NOW))).isEqualTo("no ACCOUNT_FROZEN null");
        AccountAnswer closed = text.shard.commit(NOW, new ChangeStatus(payer.id(), AccountStatus.CLOSED));
        assertThat(((AccountAnswer.TurnedDown) closed).refused().refusal()).isEqualTo(Refusal.HOLDS_OPEN);
        assertThat(written(current(hold))).isEqualTo("AUTHORIZED 0 0 100");
    }

    @Test
    void whatWaitsForADecisionIsNotCaptured() {
        Hold hold = hold(
                authorize("key", text.account(PAYER, "open 100"), text.account(PAYEE, "open 0"), 100, Verdict.HOLD));

        assertThat(written(capture(hold, "early", 10L, false, NOW))).isEqualTo("no HOLD_UNDER_REVIEW null");
        change(hold, Change.Plain.APPROVE, NOW);
        assertThat(written(capture(hold, "early", 10L, false, NOW))).isEqualTo("COMPLETED 10");
    }

    private static Change parsed(String text) {
        String[] words = text.split(" ", -1);
        return switch (words[0]) {
            case "void" -> Change.Plain.VOID;
            case "approve" -> Change.Plain.APPROVE;
            case "decline" -> Change.Plain.DECLINE;
            case "increase" -> new Change.Increase("more", minor(words[1]));
            default -> new Change.Extend(LATER.plus(Duration.ofDays(minor(words[1]))));
        };
    }

    private HoldAnswer authorize(
            String key, AccountIdentity payer, @Nullable AccountIdentity payee, long amountMinor, Verdict verdict) {
        TransferOrder order = ShardText.order(key, payer, payee, amountMinor);
        return text.shard.commit(NOW, new Authorize(order, verdict, null, WEEK, null));
    }

    private InitiateAnswer capture(Hold hold, String key, @Nullable Long amountMinor, boolean last, Instant now) {
        return text.shard.commit(now, command(hold, key, amountMinor, last));
    }

    private static Capture command(Hold hold, String key, @Nullable Long amountMinor, boolean last) {
        return new Capture(ShardText.newTransferId(), key, hold, amountMinor, last, TransferNote.NONE);
    }

    private HoldAnswer change(Hold hold, Change change, Instant now) {
        return text.shard.commit(now, new ChangeHold(hold, change));
    }

    private Hold current(Hold hold) {
        return text.shard.hold(hold.id()).orElseThrow();
    }

    private long held(AccountIdentity account) {
        return text.shard.account(account.id()).map(Account::heldMinor).orElse(0L);
    }

    private static Hold hold(HoldAnswer answer) {
        return ((HoldAnswer.Stands) answer).hold();
    }

    private static String written(HoldAnswer answer) {
        return answer instanceof HoldAnswer.Stands stands
                ? stands.hold().status().name()
                : "no " + ShardText.text(((HoldAnswer.TurnedDown) answer).refused());
    }

    private static String written(InitiateAnswer answer) {
        if (answer instanceof InitiateAnswer.TurnedDown turnedDown) {
            return "no " + ShardText.text(turnedDown.refused());
        }
        Transfer transfer = ((InitiateAnswer.Decided) answer).transfer();
        return transfer.status() + " " + (transfer.reason() == null ? transfer.amountMinor() : transfer.reason());
    }

    /** Captured, released, left. */
    private static String written(Hold hold) {
        return hold.status() + " " + hold.capturedMinor() + " " + hold.releasedMinor() + " " + hold.remainingMinor();
    }

    /** Every pair is in the table of {@link HoldStatus}; the machine's own check refuses the others. */
    @Test
    void whatHasEndedStaysEnded() {
        for (HoldStatus status : HoldStatus.values()) {
            assertThat(status.isOpen()).isEqualTo(!status.next().isEmpty());
        }
    }
}
