package io.groat.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.account.AccountIdentity;
import io.groat.account.AccountRef;
import io.groat.money.CurrencyCode;
import io.groat.refusal.Refusal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TransferTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.000006Z");
    private static final CurrencyCode EUR = CurrencyCode.of("EUR");
    private static final AccountIdentity PAYER = new AccountIdentity(new UUID(1, 1), "alice", "main", EUR);
    private static final AccountIdentity PAYEE = new AccountIdentity(new UUID(2, 2), "bob", "main", EUR);
    private static final AccountIdentity OTHER = new AccountIdentity(new UUID(3, 3), "carol", "main", EUR);

    /** A request under a key that was used; each row asks for something else in the fields it names. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, nullValues = "-", textBlock = """
                    payer | payee        | amount | currency | reference | description | metadata | differs
                    alice | bob          | 10     | EUR      | r         | d           | {}       | -
                    alice | bob's id     | 10     | EUR      | r         | d           | {}       | -
                    carol | bob          | 10     | EUR      | r         | d           | {}       | payer
                    alice | carol        | 10     | EUR      | r         | d           | {}       | payee
                    alice | carol's id   | 10     | EUR      | r         | d           | {}       | payee
                    alice | bob          | 11     | EUR      | r         | d           | {}       | amount
                    alice | bob          | 10     | USD      | r         | d           | {}       | currency
                    alice | bob          | 10     | EUR      | R         | d           | {}       | reference
                    alice | bob          | 10     | EUR      | -         | d           | {}       | reference
                    alice | bob          | 10     | EUR      | r         | D           | {}       | description
                    alice | bob          | 10     | EUR      | r         | -           | {}       | description
                    alice | bob          | 10     | EUR      | r         | d           | {a}      | metadata
                    alice | bob          | 10     | EUR      | r         | d           | -        | metadata
                    carol | carol        | 11     | USD      | -         | -           | -        | payer
                    alice | carol        | 11     | USD      | -         | -           | -        | payee
                    alice | bob          | 11     | USD      | -         | -           | -        | amount
                    alice | bob          | 10     | USD      | -         | -           | -        | currency
                    alice | bob          | 10     | EUR      | -         | -           | -        | reference
                    """)
    void namesTheFirstFieldThatDiffers(
            String payer,
            String payee,
            long amount,
            String currency,
            @Nullable String reference,
            @Nullable String description,
            @Nullable String metadata,
            @Nullable String differs) {
        Transfer made = Transfer.begin(
                order(PAYER, new AccountRef.ByUser("bob"), PAYEE, 10, "EUR", new TransferNote("r", "d", "{}")),
                TransferStatus.COMPLETED,
                null,
                NOW);
        AccountIdentity to = payee.startsWith("bob") ? PAYEE : OTHER;
        AccountRef ref = payee.endsWith("id") ? new AccountRef.ById(to.id()) : new AccountRef.ByUser(to.userId());

        assertThat(made.firstDifference(order(
                        payer.equals("alice") ? PAYER : OTHER,
                        ref,
                        to,
                        amount,
                        currency,
                        new TransferNote(reference, description, metadata))))
                .isEqualTo(differs);
    }

    @Test
    void aPayeeNamedTheSameIsTheSameWhileItsShardIsAway() {
        AccountRef bob = new AccountRef.ByUser("bob");
        Transfer made = Transfer.begin(
                order(PAYER, bob, PAYEE, 10, "EUR", TransferNote.NONE), TransferStatus.PENDING, null, NOW);

        assertThat(made.firstDifference(order(PAYER, bob, null, 10, "EUR", TransferNote.NONE)))
                .isNull();
        assertThat(made.firstDifference(
                        order(PAYER, new AccountRef.ById(PAYEE.id()), null, 10, "EUR", TransferNote.NONE)))
                .as("whose account that is can't be said")
                .isEqualTo("payee");
    }

    @Test
    void anOutcomeEndsAPendingTransfer() {
        Transfer pending = across(TransferStatus.PENDING);

        Transfer completed = pending.decided(credited(pending));
        Transfer failed = pending.decided(refused(pending));

        assertThat(completed.status()).isEqualTo(TransferStatus.COMPLETED);
        assertThat(completed.reason()).isNull();
        assertThat(completed.payeeAccount()).isEqualTo(PAYEE.id());
        assertThat(completed.payeeUser()).isEqualTo("bob");
        assertThat(completed.completedAt()).isEqualTo(NOW.plusSeconds(1));
        assertThat(completed.createdAt()).isEqualTo(pending.createdAt());
        assertThat(failed.status()).isEqualTo(TransferStatus.FAILED);
        assertThat(failed.reason()).isEqualTo(Refusal.ACCOUNT_NOT_FOUND);
        assertThat(failed.payeeAccount()).isNull();
        assertThat(failed.completedAt()).isEqualTo(NOW.plusSeconds(1));
    }

    @ParameterizedTest
    @EnumSource(
            value = TransferStatus.class,
            names = {"COMPLETED", "FAILED"})
    void whatHasEndedStaysAsItIs(TransferStatus ended) {
        Transfer transfer = across(ended);

        assertThat(transfer.decided(credited(transfer))).isSameAs(transfer);
        assertThat(transfer.decided(refused(transfer))).isSameAs(transfer);
    }

    @ParameterizedTest
    @CsvSource({"HELD, false", "PENDING, false", "COMPLETED, true", "FAILED, true"})
    void aTransferBeginsWithItsEndOnlyWhenItIsOne(TransferStatus first, boolean ended) {
        assertThat(across(first).completedAt()).isEqualTo(ended ? NOW : null);
    }

    private static Transfer across(TransferStatus status) {
        return Transfer.begin(
                order(PAYER, new AccountRef.ByUser("bob"), null, 10, "EUR", TransferNote.NONE),
                status,
                status == TransferStatus.FAILED ? Refusal.ACCOUNT_FROZEN : null,
                NOW);
    }

    private static CreditOutcome credited(Transfer transfer) {
        return new CreditOutcome(transfer.id(), true, null, PAYEE.id(), "bob", NOW.plusSeconds(1));
    }

    private static CreditOutcome refused(Transfer transfer) {
        return new CreditOutcome(transfer.id(), false, Refusal.ACCOUNT_NOT_FOUND, null, null, NOW.plusSeconds(1));
    }

    private static TransferOrder order(
            AccountIdentity payer,
            AccountRef payeeRef,
            @Nullable AccountIdentity payee,
            long amount,
            String currency,
            TransferNote note) {
        return new TransferOrder(
                new UUID(8, 8),
                "key",
                new AccountRef.ByUser(payer.userId()),
                payer,
                payeeRef,
                payee,
                0,
                1,
                amount,
                CurrencyCode.of(currency),
                note);
    }
}
