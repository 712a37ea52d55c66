package io.groat.simulation;

import io.groat.account.Account;
import io.groat.account.SystemAccounts;
import io.groat.hold.Hold;
import io.groat.money.CurrencyCode;
import io.groat.rule.Fee.PaidBy;
import io.groat.rule.RuleBook;
import io.groat.rule.StoredRule;
import io.groat.rule.Terms;
import io.groat.rule.Usage;
import io.groat.shard.ShardMap;
import io.groat.transfer.InboundTransfer;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferKind;
import io.groat.transfer.TransferStatus;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rules of money for the simulations, which the accounts there fall under, and what holds of what they count and cost. */
final class MoneyRules {

    /** More than most payments of a simulation, less than all of them. */
    static final long DAY = 500;

    /** The type of payments that go to beneficiaries alone. */
    static final String AMONG_FRIENDS = "among-friends";

    /** The most that a beneficiary is paid in a day. */
    static final long A_FRIENDS_DAY = 120;

    /** Simulations number users, and put each on the shard of that number: of these a rule's reader thinks the same. */
    private static final List<String> AGENTS = IntStream.range(0, 12)
            .filter(user -> ShardMap.initial(3).shardOfUser("user-" + user) == user % 3)
            .mapToObj(user -> "user-" + user)
            .toList();

    static final RuleBook BOOK = new RuleBook(List.of(
            rule(StoredRule.Kind.WALLET, "main", """
                    {"title": "Main", "creditLimit": 20,
                     "limits": [{"name": "day", "window": "day", "max": %d},
                                {"name": "in", "window": "day", "direction": "in", "max": 700}]}""".formatted(DAY)),
            rule(StoredRule.Kind.TRANSACTION, "transfer", """
                    {"title": "Transfer", "limitsOnRefund": "given-back",
                     "fees": [{"kind": "fixed", "amount": 2, "refundable": true},
                              {"kind": "percent", "basisPoints": 1000, "paidBy": "payee", "refundable": true},
                              {"kind": "percent", "basisPoints": 800,
                               "commission": {"payee": "%s", "basisPoints": 5000}},
                              {"kind": "fixed", "amount": 2, "paidBy": "payee",
                               "commission": {"payee": "%s", "basisPoints": 3000}}]}""".formatted(AGENTS.get(0), AGENTS.get(AGENTS.size() - 1))),
            rule(StoredRule.Kind.TRANSACTION, AMONG_FRIENDS, """
                    {"title": "Among friends", "beneficiary": "required", "limitsOnRefund": "given-back"}""")));

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
        broken.addAll(wronglyShared(shard));
        broken.addAll(strangersPaid(shard));
        return broken;
    }

    /** Who is paid by a payment that asks for a beneficiary is one, and gets no more than a day's from each wallet. */
    private static List<String> strangersPaid(ShardModel shard) {
        List<String> broken = new ArrayList<>();
        shard.transfers().stream()
                .filter(transfer -> transfer.terms().type().equals(AMONG_FRIENDS)
                        && transfer.kind().equals(TransferKind.TRANSFER)
                        && hasMoved(transfer)
                        && shard.beneficiaries().stream()
                                .noneMatch(
                                        one -> one.id().equals(transfer.terms().beneficiary())
                                                && one.userId().equals(transfer.payerUser())
                                                && one.payee().equals(transfer.payeeRef())))
                .forEach(transfer -> broken.add(transfer + " pays no beneficiary"));
        shard.beneficiaries()
                .forEach(one -> shard.accounts().forEach(account -> {
                    String limit = one.perDay().name();
                    long used = shard.usages().stream()
                            .filter(usage -> usage.accountId().equals(account.id())
                                    && usage.limit().equals(limit))
                            .mapToLong(Usage::amountMinor)
                            .sum();
                    BigInteger paid =
                            counted(shard, account.id(), terms -> one.id().equals(terms.beneficiary()));
                    if (used > A_FRIENDS_DAY || !paid.equals(BigInteger.valueOf(used))) {
                        broken.add(account + " has counted " + used + " to " + one + " where " + paid + " was paid");
                    }
                }));
        return broken;
    }

    /** Each share of a fee that stays is a movement, or none is: and of no fee twice. */
    private static List<String> wronglyShared(ShardModel shard) {
        List<String> due = Stream.concat(
                        shard.transfers().stream()
                                .filter(transfer -> transfer.status() == TransferStatus.COMPLETED)
                                .flatMap(transfer -> shares(
                                        transfer,
                                        transfer.crossShard() ? List.of(PaidBy.PAYER) : List.of(PaidBy.values()))),
                        shard.inbound().stream()
                                .filter(inbound -> inbound.outcome().credited())
                                .flatMap(inbound -> shares(inbound.transfer(), List.of(PaidBy.PAYEE))))
                .sorted()
                .toList();
        List<String> made = shard.transfers().stream()
                .filter(transfer -> transfer.kind().equals(TransferKind.COMMISSION))
                .map(transfer -> transfer.parentId() + " " + transfer.amountMinor())
                .sorted()
                .toList();
        return due.equals(made) ? List.of() : List.of("commissions are " + made + " where due were " + due);
    }

    private static Stream<String> shares(Transfer transfer, List<PaidBy> sides) {
        return sides.stream()
                .flatMap(side -> transfer.terms().shares(side).stream())
                .map(share -> transfer.id() + " " + share.amountMinor());
    }

    private static BigInteger counted(ShardModel shard, UUID account) {
        return counted(shard, account, terms -> terms.payer() != null);
    }

    /**
     * All of a simulation is on one day.
     *
     * @param judged of which terms movements are counted
     */
    private static BigInteger counted(ShardModel shard, UUID account, Predicate<Terms> judged) {
        Stream<Long> paid = shard.transfers().stream()
                .filter(transfer -> transfer.payerAccount().equals(account)
                        && judged.test(transfer.terms())
                        && !transfer.kind().equals(TransferKind.CAPTURE)
                        && transfer.status() != TransferStatus.FAILED
                        && transfer.status() != TransferStatus.CANCELLED)
                .map(Transfer::amountMinor);
        Stream<Long> reserved = shard.holds().stream()
                .filter(hold -> hold.payerAccount().equals(account) && judged.test(hold.terms()))
                .map(MoneyRules::notReleased);
        Stream<Long> refunded = Stream.concat(
                        shard.transfers().stream()
                                .filter(refund -> !refund.crossShard() && refund.status() == TransferStatus.COMPLETED),
                        shard.inbound().stream()
                                .filter(inbound -> inbound.outcome().credited())
                                .map(InboundTransfer::transfer))
                .filter(refund -> account.equals(refund.payeeAccount()))
                .filter(refund -> {
                    Terms.Counted first = refund.terms().back().counted();
                    return first != null && judged.test(first.terms());
                })
                .map(refund -> -refund.amountMinor());
        return sum(Stream.of(paid, reserved, refunded).flatMap(amounts -> amounts));
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
        Stream<Long> toOthers = shard.transfers().stream()
                .filter(transfer -> transfer.kind().equals(TransferKind.COMMISSION)
                        && transfer.currency().equals(currency)
                        && hasMoved(transfer))
                .map(transfer -> -transfer.amountMinor());
        return sum(Stream.of(ofPayers, ofPayeesHere, ofArrived, toOthers).flatMap(fees -> fees));
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
