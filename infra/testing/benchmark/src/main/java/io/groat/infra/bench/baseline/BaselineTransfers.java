package io.groat.infra.bench.baseline;

import io.groat.account.SystemAccounts;
import io.groat.infra.bench.load.Traffic;
import io.groat.infra.bench.load.TransferOrder;
import io.groat.money.CurrencyCode;
import io.groat.shard.SlottedId;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.time.Instant;
import java.util.List;

/**
 * Moves money as the usual design does: one transaction a leg, one leg after the other, the caller's thread in all of
 * them. The caller is answered when the transfer is COMPLETED in the payer's books.
 */
final class BaselineTransfers {
    private static final CurrencyCode CURRENCY = CurrencyCode.of(Traffic.CURRENCY);

    private final Transactions transactions;
    private final List<BaselineAccount> accounts;

    /** @param accounts by user number */
    BaselineTransfers(Transactions transactions, List<BaselineAccount> accounts) {
        this.transactions = transactions;
        this.accounts = accounts;
    }

    /**
     * Moves money, once for each payer and key.
     *
     * @return the transfer's status
     */
    String transfer(TransferOrder order) throws SQLException {
        BaselineAccount payer = accounts.get(order.payer());
        BaselineTransfer transfer = new BaselineTransfer(
                SlottedId.create(SlottedId.Kind.TRANSFER, SlottedId.slotOf(payer.id()), Instant.now()),
                order.key(),
                payer,
                accounts.get(order.payee()),
                order.amountMinor(),
                BaselineTransfer.now());
        try {
            return transfer.crossShard()
                    ? transferAcross(transfer)
                    : transactions.run(payer.shard(), connection -> PayerLegs.transferWithin(connection, transfer));
        } catch (SQLIntegrityConstraintViolationException keyIsTaken) {
            return transactions.run(payer.shard(), connection -> PayerLegs.replay(connection, transfer));
        }
    }

    private String transferAcross(BaselineTransfer transfer) throws SQLException {
        int payerShard = transfer.payer().shard();
        int payeeShard = transfer.payee().shard();
        byte[] towards = clearing(payeeShard);
        String status = transactions.run(payerShard, connection -> PayerLegs.initiate(connection, transfer, towards));
        if (!PayerLegs.PENDING.equals(status)) {
            return status;
        }
        byte[] from = clearing(payerShard);
        String refusal = transactions.run(payeeShard, connection -> PayeeLeg.credit(connection, transfer, from));
        if (!refusal.isEmpty()) {
            // A job of its own would bring the money back; accounts of this benchmark are never closed.
            throw new SQLException("the payee's shard refused a transfer: " + refusal);
        }
        return transactions.run(payerShard, connection -> PayerLegs.settle(connection, transfer));
    }

    private static byte[] clearing(int peerShard) {
        return BaselineAccount.bytes(SystemAccounts.clearing(peerShard, CURRENCY));
    }
}
