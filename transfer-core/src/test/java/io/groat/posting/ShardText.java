package io.groat.posting;

import io.groat.account.Account;
import io.groat.account.AccountIdentity;
import io.groat.account.AccountKind;
import io.groat.account.AccountRef;
import io.groat.account.AccountStatus;
import io.groat.account.FundingSource;
import io.groat.account.SystemAccounts;
import io.groat.event.Event;
import io.groat.money.CurrencyCode;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.rule.Terms;
import io.groat.shard.SlottedId;
import io.groat.simulation.ShardModel;
import io.groat.transfer.CreditOutcome;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferKind;
import io.groat.transfer.TransferNote;
import io.groat.transfer.TransferOrder;
import io.groat.transfer.TransferStatus;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Shard 0 of two, as the tables of the posting tests write it. An account is {@code open 100}, {@code frozen 100},
 * {@code closed 0}, {@code open 100 held 30}, {@code open USD 100} or {@code none}; {@code max} is 2^63-1 and
 * {@code min} -2^63, both also with something added or taken off.
 */
final class ShardText {

    static final CurrencyCode EUR = CurrencyCode.of("EUR");
    static final CurrencyCode USD = CurrencyCode.of("USD");
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05.000006Z");
    static final Instant BEFORE = NOW.minusSeconds(60);
    static final int PEER = 1;
    static final String PAYER = "payer";
    static final String PAYEE = "payee";

    final ShardModel shard = new ShardModel(0, 2);

    /** Puts an account of that user on the shard as the text says; its identity is given even for {@code none}. */
    AccountIdentity account(String user, String text) {
        String[] words = text.split(" ", -1);
        CurrencyCode currency = text.contains("USD") ? USD : EUR;
        AccountIdentity identity = new AccountIdentity(newAccountId(), user, AccountRef.MAIN, currency);
        if (!text.equals("none")) {
            String posted = words[currency.equals(USD) ? 2 : 1];
            long held = text.contains("held") ? minor(words[words.length - 1]) : 0;
            shard.given(row(
                    identity.id(),
                    AccountKind.USER,
                    user,
                    AccountRef.MAIN,
                    currency,
                    AccountStatus.valueOf(words[0].toUpperCase(Locale.ROOT)),
                    minor(posted),
                    held));
        }
        return identity;
    }

    /** Gives the clearing account for the peer that balance. */
    void clearing(long posted) {
        UUID id = SystemAccounts.clearing(PEER, EUR);
        shard.given(row(id, AccountKind.CLEARING, "", "clearing-" + PEER, EUR, AccountStatus.OPEN, posted, 0));
    }

    /** Gives the funding account that balance. */
    void funding(long posted) {
        UUID id = SystemAccounts.funding(EUR);
        shard.given(row(id, AccountKind.FUNDING, "", "funding", EUR, AccountStatus.OPEN, posted, 0));
    }

    /** Gives a source's account that balance. */
    void source(FundingSource source, long posted) {
        shard.given(row(source.id(), AccountKind.FUNDING, "", source.ref().text(), EUR, AccountStatus.OPEN, posted, 0));
    }

    /** What the account has; zero when there is none. */
    long posted(UUID account) {
        return shard.account(account).map(Account::postedMinor).orElse(0L);
    }

    long clearing() {
        return posted(SystemAccounts.clearing(PEER, EUR));
    }

    /** The types of all events, in order. */
    String events() {
        return shard.outbox().stream().map(Event::type).map(Enum::name).collect(Collectors.joining(" "));
    }

    /** An order on this shard, or to the peer when there is no payee. */
    static TransferOrder order(String key, AccountIdentity payer, @Nullable AccountIdentity payee, long amountMinor) {
        return new TransferOrder(
                newTransferId(),
                key,
                new AccountRef.ByUser(payer.userId()),
                payer,
                new AccountRef.ByUser(payee == null ? PAYEE : payee.userId()),
                payee,
                0,
                payee == null ? PEER : 0,
                amountMinor,
                EUR,
                TransferNote.NONE);
    }

    /** A transfer from the peer, as the peer wrote it. */
    static Transfer arriving(AccountRef payeeRef, @Nullable UUID payeeAccount, long amountMinor) {
        return new Transfer(
                newTransferId(),
                TransferKind.TRANSFER,
                null,
                "key",
                new AccountRef.ByUser(PAYER),
                newAccountId(),
                PAYER,
                payeeRef,
                payeeAccount,
                payeeAccount == null ? null : PAYEE,
                PEER,
                0,
                amountMinor,
                EUR,
                TransferNote.NONE,
                TransferStatus.PENDING,
                null,
                BEFORE,
                null,
                Terms.USUAL);
    }

    /** A transfer from the peer, as it was sent to that payee. */
    static Transfer arriving(AccountIdentity payee, Transfer sent) {
        return new Transfer(
                sent.id(),
                sent.kind(),
                sent.parentId(),
                sent.idempotencyKey(),
                sent.payerRef(),
                sent.payerAccount(),
                sent.payerUser(),
                new AccountRef.ById(payee.id()),
                payee.id(),
                payee.userId(),
                PEER,
                0,
                sent.amountMinor(),
                sent.currency(),
                sent.note(),
                sent.status(),
                null,
                sent.createdAt(),
                null,
                sent.terms());
    }

    /** A transfer that left this shard for the peer, in that status. */
    Transfer left(AccountIdentity payer, long amountMinor, TransferStatus status) {
        Transfer pending = Transfer.begin(order("key", payer, null, amountMinor), TransferStatus.PENDING, null, BEFORE);
        Transfer transfer = switch (status) {
            case COMPLETED -> pending.decided(credited(pending));
            case FAILED -> pending.decided(refused(pending, Refusal.ACCOUNT_NOT_FOUND));
            default -> pending;
        };
        shard.given(transfer);
        return transfer;
    }

    static CreditOutcome credited(Transfer transfer) {
        return new CreditOutcome(transfer.id(), true, null, newAccountId(), PAYEE, NOW.minusSeconds(1));
    }

    static CreditOutcome refused(Transfer transfer, Refusal reason) {
        return new CreditOutcome(transfer.id(), false, reason, null, null, NOW.minusSeconds(1));
    }

    static UUID newAccountId() {
        return SlottedId.create(SlottedId.Kind.ACCOUNT, 0, BEFORE);
    }

    static UUID newTransferId() {
        return SlottedId.create(SlottedId.Kind.TRANSFER, 0, NOW);
    }

    /** Reads {@code 30}, {@code -30}, {@code max}, {@code max-30}, {@code min+30}. */
    static long minor(String text) {
        if (text.startsWith("max") || text.startsWith("min")) {
            BigInteger end = BigInteger.valueOf(text.startsWith("max") ? Long.MAX_VALUE : Long.MIN_VALUE);
            String rest = text.substring(3).replace("+", "");
            return end.add(rest.isEmpty() ? BigInteger.ZERO : new BigInteger(rest))
                    .longValueExact();
        }
        return Long.parseLong(text);
    }

    /** {@code INSUFFICIENT_FUNDS payer} for a refusal and its field. */
    static String text(Refused refused) {
        return refused.refusal() + " " + refused.field();
    }

    private static Account row(
            UUID id,
            AccountKind kind,
            String user,
            String type,
            CurrencyCode currency,
            AccountStatus status,
            long posted,
            long held) {
        return new Account(id, kind, user, type, currency, status, posted, held, 3, BEFORE, BEFORE);
    }
}
