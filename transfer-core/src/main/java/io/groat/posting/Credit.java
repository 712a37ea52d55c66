package io.groat.posting;

import io.groat.account.Account;
import io.groat.account.AccountKind;
import io.groat.account.AccountRef;
import io.groat.account.AccountStatus;
import io.groat.account.SystemAccounts;
import io.groat.ledger.EntryKind;
import io.groat.ledger.Posting;
import io.groat.posting.BatchNeeds.MainAccount;
import io.groat.refusal.Refusal;
import io.groat.rule.Fee.PaidBy;
import io.groat.shard.ShardMap;
import io.groat.transfer.CreditOutcome;
import io.groat.transfer.InboundTransfer;
import io.groat.transfer.Transfer;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The second leg of a transfer across shards, on the payee's shard: the commit point. It decides CREDITED or
 * refused once; whoever asks again gets the same outcome.
 *
 * @param transfer as the payer's shard wrote it
 */
public record Credit(Transfer transfer) implements Command<CreditOutcome> {

    @Override
    public int shard(ShardMap map) {
        return transfer.payeeShard();
    }

    @Override
    public void needs(BatchNeeds needs) {
        needs.inbound(transfer.id());
        needs.account(clearing());
        needs.systemAccounts(transfer.currency());
        if (payeesFee() > 0 || transfer.terms().back().payeeMinor() > 0) {
            needs.fees(transfer.terms(), transfer.currency());
            needs.commissions(transfer.terms(), PaidBy.PAYEE, transfer.currency());
        }
        if (transfer.payeeAccount() != null) {
            needs.account(transfer.payeeAccount());
            needs.counted(transfer.terms().back(), transfer.payeeAccount());
        } else if (transfer.payeeRef() instanceof AccountRef.ById named) {
            needs.account(named.id());
        } else if (transfer.payeeRef() instanceof AccountRef.ByUser named) {
            needs.mainAccount(named.userId(), transfer.currency());
            needs.accountsOfUser(named.userId());
        }
    }

    @Override
    public boolean goesOn() {
        return true;
    }

    @Override
    public CreditOutcome decide(BatchState state) {
        Optional<CreditOutcome> earlier = state.outcome(transfer.id());
        return earlier.isPresent() ? earlier.get() : decideFirst(state);
    }

    /** What is to be decided, as the accounts are now. */
    CreditOutcome outcome(BatchState state) {
        Optional<Account> payee = payee(state);
        Refusal reason = payee.isEmpty() ? absent(state) : refusal(state, payee.get());
        return new CreditOutcome(
                transfer.id(),
                reason == null,
                reason,
                payee.map(Account::id).orElse(null),
                payee.map(Account::userId).orElse(null),
                later(state.now(), transfer.createdAt()));
    }

    private CreditOutcome decideFirst(BatchState state) {
        Optional<Account> payee = payee(state);
        CreditOutcome outcome = outcome(state);
        if (outcome.credited()) {
            state.book()
                    .post(
                            transfer.id(),
                            EntryKind.TRANSFER,
                            new Posting(clearing(), -transfer.amountMinor()),
                            new Posting(payee.orElseThrow().id(), transfer.amountMinor()));
            takeFee(state, payee.orElseThrow());
            rules(state).countIn(state, payee.orElseThrow(), transfer.amountMinor());
            Rules.giveBackRefunded(state, transfer);
            Commissions.pay(state, transfer, PaidBy.PAYEE, payee.orElseThrow().id());
        }
        state.receive(new InboundTransfer(transfer, outcome));
        return outcome;
    }

    private void takeFee(BatchState state, Account payee) {
        long back = transfer.terms().back().payeeMinor();
        if (back > 0) {
            state.book()
                    .post(
                            transfer.id(),
                            EntryKind.FEE_RETURN,
                            new Posting(SystemAccounts.fees(transfer.currency()), -back),
                            new Posting(payee.id(), back));
        }
        if (payeesFee() > 0) {
            state.book()
                    .post(
                            transfer.id(),
                            EntryKind.FEE,
                            new Posting(payee.id(), -payeesFee()),
                            new Posting(SystemAccounts.fees(transfer.currency()), payeesFee()));
        }
    }

    private long payeesFee() {
        return transfer.terms().feeMinor(PaidBy.PAYEE);
    }

    /** Money that comes back to where it was is taken whatever the rules say. */
    private Rules rules(BatchState state) {
        return transfer.kind().givesBack()
                ? Rules.NONE
                : Rules.of(state, transfer.terms().type());
    }

    /** The same as is said of a payee who is looked for beforehand. */
    private Refusal absent(BatchState state) {
        boolean inAnotherCurrency = transfer.payeeAccount() == null
                && transfer.payeeRef() instanceof AccountRef.ByUser named
                && state.accountsOfUser(named.userId()).stream()
                        .anyMatch(account -> account.type().equals(AccountRef.MAIN));
        return inAnotherCurrency ? Refusal.CURRENCY_MISMATCH : Refusal.ACCOUNT_NOT_FOUND;
    }

    private @Nullable Refusal refusal(BatchState state, Account payee) {
        if (!payee.currency().equals(transfer.currency())) {
            return Refusal.CURRENCY_MISMATCH;
        }
        if (payee.status() == AccountStatus.CLOSED) {
            return Refusal.ACCOUNT_CLOSED;
        }
        Refusal byRules =
                rules(state).ofPayee(state, payee, transfer.amountMinor() - payeesFee(), transfer.amountMinor());
        if (byRules != null) {
            return byRules;
        }
        boolean fits = state.book().fits(payee.id(), transfer.amountMinor())
                && state.book().fits(clearing(), -transfer.amountMinor())
                && (payeesFee() == 0 || state.book().fits(SystemAccounts.fees(transfer.currency()), payeesFee()));
        return fits ? null : Refusal.BALANCE_OVERFLOW;
    }

    private Optional<Account> payee(BatchState state) {
        Optional<Account> found;
        if (transfer.payeeAccount() != null) {
            found = state.book().find(transfer.payeeAccount());
        } else if (transfer.payeeRef() instanceof AccountRef.ById named) {
            found = state.book().find(named.id());
        } else {
            found = state.mainAccount(new MainAccount(transfer.payeeRef().text(), transfer.currency()));
        }
        return found.filter(account -> account.kind() == AccountKind.USER);
    }

    /** Shards' clocks may differ, but nothing arrives before it was sent. */
    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    private UUID clearing() {
        return SystemAccounts.clearing(transfer.payerShard(), transfer.currency());
    }
}
