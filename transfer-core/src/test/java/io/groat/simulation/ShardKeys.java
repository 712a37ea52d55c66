package io.groat.simulation;

import io.groat.account.Account;
import io.groat.account.AccountKind;
import io.groat.account.AccountStatus;
import io.groat.ledger.Entry;
import io.groat.posting.BatchState;
import io.groat.transfer.InboundTransfer;
import io.groat.transfer.RefundTotal;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferStatus;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The unique keys and CHECK constraints of a shard's tables, as MySQL would hold a batch to them at its commit. */
final class ShardKeys {

    private record Owner(String userId, String type, String currency) {}

    record EntryKey(Object account, long seq) {}

    private ShardKeys() {}

    static void require(ShardModel shard, BatchState batch) {
        unique("accounts.PRIMARY", shard.accounts(), batch.changes().opened(), Account::id);
        unique("accounts_owner", shard.accounts(), batch.changes().opened(), ShardKeys::owner);
        unique("transfers.PRIMARY", shard.transfers(), batch.created(), Transfer::id);
        unique("transfers_key", shard.transfers(), batch.created(), ShardModel::keyOf);
        unique("inbound_transfers.PRIMARY", shard.inbound(), batch.received(), ShardKeys::inboundId);
        unique("refund_totals.PRIMARY", shard.refundTotals(), batch.newTotals(), RefundTotal::movementId);
        unique("ledger_entries.PRIMARY", shard.entries(), batch.changes().entries(), ShardKeys::entryKey);
        Stream.concat(batch.changes().opened().stream(), batch.changes().changed().stream())
                .forEach(ShardKeys::check);
        Stream.concat(batch.created().stream(), batch.changed().stream()).forEach(ShardKeys::check);
        batch.changes().entries().forEach(entry -> check("ledger_entries_amount", entry.amountMinor() != 0));
    }

    private static <T> void unique(
            String key, Collection<T> there, Collection<T> added, Function<? super T, ?> columns) {
        if (added.isEmpty()) {
            return;
        }
        Set<Object> taken = new HashSet<>(there.stream().map(columns).toList());
        List<?> twice =
                added.stream().map(columns).filter(value -> !taken.add(value)).toList();
        if (!twice.isEmpty()) {
            throw new IllegalStateException("duplicate entry " + twice + " for key " + key);
        }
    }

    private static void check(Account account) {
        check("accounts_held", account.heldMinor() >= 0);
        check(
                "accounts_covered",
                account.kind() != AccountKind.USER
                        || account.postedMinor() >= account.heldMinor() - account.creditMinor());
        check("accounts_closed_empty", account.status() != AccountStatus.CLOSED || account.postedMinor() == 0);
    }

    private static void check(Transfer transfer) {
        check("transfers_amount", transfer.amountMinor() > 0);
        check("transfers_two_accounts", !transfer.payerAccount().equals(transfer.payeeAccount()));
        check("transfers_end", transfer.status().isFinal() == (transfer.completedAt() != null));
        check(
                "transfers_reason",
                (transfer.status() == TransferStatus.FAILED || transfer.status() == TransferStatus.CANCELLED)
                        == (transfer.reason() != null));
    }

    private static void check(String constraint, boolean holds) {
        if (!holds) {
            throw new IllegalStateException("check constraint " + constraint + " is violated");
        }
    }

    private static Object owner(Account account) {
        return new Owner(account.userId(), account.type(), account.currency().code());
    }

    private static Object inboundId(InboundTransfer inbound) {
        return inbound.transfer().id();
    }

    static EntryKey entryKey(Entry entry) {
        return new EntryKey(entry.accountId(), entry.seq());
    }
}
