package io.groat.simulation;

import io.groat.account.Account;
import io.groat.account.SystemAccounts;
import io.groat.hold.Hold;
import io.groat.money.CurrencyCode;
import io.groat.rule.Fee.PaidBy;
import io.groat.rule.RuleBook;
import io.groat.rule.StoredRule;
import io.groat.transfer.InboundTransfer;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferKind;
import io.groat.transfer.TransferStatus;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Rules of money for the simulations, which the accounts there fall under, and what holds of what they count and cost. */
final class MoneyRules {

    /** More than most payments of a simulation, less than all of them. */
    static final long DAY = 500;

    static final RuleBook BOOK = new RuleBook(List.of(
            rule(StoredRule.Kind.WALLET, "main", """
                    {"title": "Main", "creditLimit": 20,
                     "limits": [{"name": "day", "window": "day", "max": %d},
                                {"name": "in", "window": "day", "direction": "in", "max": 700}]}""".formatted(DAY)),
            rule(StoredRule.Kind.TRANSACTION, "transfer", """
                    {"title": "Transfer",
                     "fees": [{"kind": "fixed", "amount": 2, "refundable": true},
                              {"kind": "percent", "basisPoints": 1000, "paidBy": "payee", "refundable": true},
                              {"kind": "percent", "basisPoints": 300}]}""")));

    private static final String DAY_LIMIT = "day";

    private MoneyRules() {}

    private static StoredRule rule(StoredRule.Kind kind, String name, String body) {
        return StoredRule.of(kind, name, 1, body, Instant.EPOCH, "admin");
    }

    /** What of a shard's usages and fees is not as its movements say; empty when all is. */
    static List<String> brokenBy(ShardModel shard) {
        List<String> broken = new ArrayList<>();
        shard.usages().stream()
                .filter(usage -> usage.limit().equals(DAY_LIMIT))
                .filter(usage -> usage.amountMinor() > DAY
                        || !counted(shard, usage.accountId()).equals(BigInteger.valueOf(usage.amountMinor())))
                .forEach(usage -> broken.add(usage + " where " + counted(shard, usage.accountId()) + " was paid"));
        shard.accounts().stream().map(Account::currency).distinct().forEach(currency -> {
            BigInteger earned = earned(shard, currency);
            long posted = shard.account(SystemAccounts.fees(currency))
                    .map(Account::postedMinor)
                    .orElse(0L);
            if (!earned.equals(BigInteger.valueOf(posted))) {
                broken.add("shard " + shard.shard() + " has fees of " + posted + " " + currency
                        + " where movements cost " + earned);
            }
        });
        return broken;
    }

    /** All of a simulation is on one day. */
    private static BigInteger counted(ShardModel shard, UUID account) {
        Stream<Long> paid = shard.transfers().stream()
                .filter(transfer -> transfer.payerAccount().equals(account)
                        && transfer.terms().payer() != null
                        && !transfer.kind().equals(TransferKind.CAPTURE)
                        && transfer.status() != TransferStatus.FAILED
                        && transfer.status() != TransferStatus.CANCELLED)
                .map(Transfer::amountMinor);
        Stream<Long> reserved = shard.holds().stream()
                .filter(hold ->
                        hold.payerAccount().equals(account) && hold.terms().payer() != null)
                .map(MoneyRules::notReleased);
        return sum(Stream.concat(paid, reserved));
    }

    private static long notReleased(Hold hold) {
        return hold.amountMinor() - hold.releasedMinor();
    }

    private static BigInteger earned(ShardModel shard, CurrencyCode currency) {
        Stream<Long> ofPayers = shard.transfers().stream()
                .filter(transfer -> transfer.currency().equals(currency) && hasMoved(transfer))
                .map(transfer -> transfer.terms().feeMinor(PaidBy.PAYER)
                        - transfer.terms().back().payerMinor());
        Stream<Long> ofPayeesHere = shard.transfers().stream()
                .filter(transfer -> transfer.currency().equals(currency)
                        && !transfer.crossShard()
                        && transfer.status() == TransferStatus.COMPLETED)
                .map(MoneyRules::ofPayee);
        Stream<Long> ofArrived = shard.inbound().stream()
                .filter(inbound -> inbound.outcome().credited())
                .map(InboundTransfer::transfer)
                .filter(transfer -> transfer.currency().equals(currency))
                .map(MoneyRules::ofPayee);
        return sum(Stream.of(ofPayers, ofPayeesHere, ofArrived).flatMap(fees -> fees));
    }

    private static boolean hasMoved(Transfer transfer) {
        return transfer.status() == TransferStatus.PENDING || transfer.status() == TransferStatus.COMPLETED;
    }

    private static long ofPayee(Transfer transfer) {
        return transfer.terms().feeMinor(PaidBy.PAYEE) - transfer.terms().back().payeeMinor();
    }

    private static BigInteger sum(Stream<Long> amounts) {
        return amounts.map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
    }
}
