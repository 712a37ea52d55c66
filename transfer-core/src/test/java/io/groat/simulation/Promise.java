package io.groat.simulation;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.groat.account.Account;
import io.groat.account.AccountKind;
import io.groat.account.SystemAccounts;
import io.groat.event.Event;
import io.groat.event.EventType;
import io.groat.hold.Hold;
import io.groat.ledger.Entry;
import io.groat.ledger.EntryKind;
import io.groat.ledger.HeldPoint;
import io.groat.money.CurrencyCode;
import io.groat.rule.Fee;
import io.groat.transfer.InboundTransfer;
import io.groat.transfer.RefundTotal;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferEvent;
import io.groat.transfer.TransferKind;
import io.groat.transfer.TransferStatus;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * That money is conserved, checked on shards in memory between two batches: each shard's entries sum to zero and make its
 * balances, what is given back is no more than what came, what holds say was captured is with their payees, clearing holds
 * what is on its way, limits have counted what was paid and fee accounts have what it cost, what is held makes each account's reserve and the end of its history, no user is below zero, and every
 * transfer's events are one beginning and at most one end.
 */
public final class Promise {

    private final List<String> broken = new ArrayList<>();

    private Promise() {}

    /** What of it does not hold, each in a sentence; empty when all does. */
    public static List<String> brokenBy(List<ShardModel> shards) {
        Promise promise = new Promise();
        shards.forEach(promise::books);
        shards.forEach(promise::events);
        shards.forEach(promise::refunds);
        shards.forEach(shard -> promise.broken.addAll(MoneyRules.brokenBy(shard)));
        for (int one = 0; one < shards.size(); one++) {
            for (int other = one + 1; other < shards.size(); other++) {
                promise.clearing(shards.get(one), shards.get(other));
            }
        }
        return List.copyOf(promise.broken);
    }

    private void books(ShardModel shard) {
        Map<UUID, List<Entry>> byAccount =
                shard.entries().stream().collect(groupingBy(Entry::accountId, LinkedHashMap::new, Collectors.toList()));
        hold(
                shard.accounts().stream()
                        .map(Account::id)
                        .collect(Collectors.toSet())
                        .containsAll(byAccount.keySet()),
                "an entry has no account on shard ",
                shard.shard());
        shard.accounts().forEach(account -> history(account, byAccount.getOrDefault(account.id(), List.of())));
        shard.accounts().forEach(account -> reserved(shard, account));
        currencies(shard)
                .forEach(currency -> hold(
                        total(shard, currency).signum() == 0,
                        "shard ",
                        shard.shard(),
                        " is out of balance by ",
                        total(shard, currency),
                        " ",
                        currency));
        shard.entries().stream()
                .collect(Collectors.groupingBy(
                        entry -> List.of(entry.movementId(), entry.kind()), LinkedHashMap::new, Collectors.toList()))
                .forEach((movement, entries) -> hold(
                        sum(entries.stream().map(Entry::amountMinor)).signum() == 0
                                && (entries.size() == 2 || (isFee(movement.get(1)) && entries.size() == 4)),
                        "movement ",
                        movement,
                        " has entries ",
                        entries));
    }

    /** Of one movement payer and payee may pay a fee each, or have it back. */
    private static boolean isFee(Object kind) {
        return kind == EntryKind.FEE || kind == EntryKind.FEE_RETURN;
    }

    private void history(Account account, List<Entry> entries) {
        long balance = 0;
        Instant last = account.createdAt();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            balance = Math.addExact(balance, entry.amountMinor());
            hold(entry.seq() == i + 1, "entry ", entry, " is number ", (i + 1), " of its account");
            hold(entry.balanceAfterMinor() == balance, "entry ", entry, " leaves ", balance);
            hold(
                    account.kind() != AccountKind.USER || balance >= -account.creditMinor(),
                    "entry ",
                    entry,
                    " leaves a user below zero");
            hold(!entry.at().isBefore(last), "entry ", entry, " is before the one before it");
            last = entry.at();
        }
        hold(account.postedMinor() == balance, account, " has entries of ", balance);
        hold(account.lastSeq() == entries.size(), account, " has ", entries.size(), " entries");
    }

    private void reserved(ShardModel shard, Account account) {
        BigInteger held = sum(shard.transfers().stream()
                        .filter(transfer -> transfer.status() == TransferStatus.HELD
                                && transfer.payerAccount().equals(account.id()))
                        .map(transfer ->
                                transfer.amountMinor() + transfer.terms().feeMinor(Fee.PaidBy.PAYER)))
                .add(sum(shard.holds().stream()
                        .filter(hold -> hold.payerAccount().equals(account.id()))
                        .map(Hold::remainingMinor)));
        hold(held.equals(BigInteger.valueOf(account.heldMinor())), account, " has held transfers of ", held);
        List<HeldPoint> points = shard.heldPoints().stream()
                .filter(point -> point.accountId().equals(account.id()))
                .sorted(Comparator.comparing(HeldPoint::at))
                .toList();
        long last = points.isEmpty() ? 0 : points.get(points.size() - 1).heldMinor();
        hold(last == account.heldMinor(), account, " has a history of held that ends with ", last);
    }

    private void clearing(ShardModel one, ShardModel other) {
        Stream.concat(currencies(one).stream(), currencies(other).stream())
                .distinct()
                .forEach(currency -> {
                    BigInteger held = balance(one, other, currency).add(balance(other, one, currency));
                    BigInteger onItsWay = onItsWay(one, other, currency).add(onItsWay(other, one, currency));
                    hold(
                            held.equals(onItsWay),
                            "between shards ",
                            one.shard(),
                            " and ",
                            other.shard(),
                            " clearing holds ",
                            held,
                            " ",
                            currency,
                            ", on its way are ",
                            onItsWay);
                });
    }

    private void events(ShardModel shard) {
        Map<String, Long> ids = shard.outbox().stream().collect(groupingBy(Event::id, counting()));
        hold(ids.values().stream().allMatch(count -> count == 1), "an event is written twice: ", ids);
        Map<EventType, Set<String>> ofType = shard.outbox().stream()
                .collect(groupingBy(Event::type, Collectors.mapping(Event::id, Collectors.toSet())));
        Map<String, Instant> times =
                shard.outbox().stream().collect(Collectors.toMap(Event::id, Event::time, (one, other) -> one));
        shard.transfers().forEach(transfer -> {
            hold(
                    TransferEvent.of(transfer).stream()
                            .allMatch(event -> event.at().equals(times.get(event.id()))),
                    transfer,
                    " tells of other events than were published");
            hold(has(ofType, transfer, EventType.PaymentInitiated), transfer, " has no beginning");
            hold(
                    has(ofType, transfer, EventType.PaymentCompleted) == (transfer.status() == TransferStatus.COMPLETED)
                            && has(ofType, transfer, EventType.PaymentFailed)
                                    == (transfer.status() == TransferStatus.FAILED)
                            && has(ofType, transfer, EventType.PaymentCancelled)
                                    == (transfer.status() == TransferStatus.CANCELLED),
                    transfer,
                    " has another end");
        });
        Map<UUID, BigInteger> captured = shard.transfers().stream()
                .filter(transfer ->
                        transfer.kind().equals(TransferKind.CAPTURE) && transfer.status() != TransferStatus.FAILED)
                .collect(Collectors.toMap(
                        capture -> requireNonNull(capture.parentId()),
                        capture -> BigInteger.valueOf(capture.amountMinor()),
                        BigInteger::add));
        shard.holds().forEach(hold -> {
            hold(has(ofType, hold.id(), EventType.HoldAuthorized), hold, " has no beginning");
            hold(
                    captured.getOrDefault(hold.id(), BigInteger.ZERO).equals(BigInteger.valueOf(hold.capturedMinor())),
                    hold,
                    " has captures of ",
                    captured.get(hold.id()));
        });
        long payments = shard.outbox().stream()
                .filter(event -> event.type() == EventType.PaymentInitiated)
                .count();
        hold(payments == shard.transfers().size(), "shard ", shard.shard(), " has events of no transfer");
    }

    /** A refund stands on the shard of whom its parent paid, and so does what is known of it there. */
    private void refunds(ShardModel shard) {
        Map<UUID, List<Transfer>> byParent = shard.transfers().stream()
                .filter(transfer -> transfer.kind().givesBack() && transfer.status() != TransferStatus.FAILED)
                .collect(groupingBy(refund -> requireNonNull(refund.parentId())));
        Map<UUID, RefundTotal> totals =
                shard.refundTotals().stream().collect(Collectors.toMap(RefundTotal::movementId, total -> total));
        byParent.forEach((parent, refunds) -> {
            RefundTotal total = totals.get(parent);
            hold(
                    total != null
                            && total.refundedMinor() == given(refunds, TransferStatus.COMPLETED)
                            && total.pendingMinor() == given(refunds, TransferStatus.PENDING),
                    "refunds ",
                    refunds,
                    " are known as ",
                    total);
        });
        totals.values().stream()
                .filter(total -> !byParent.containsKey(total.movementId()))
                .forEach(
                        total -> hold(total.refundedMinor() == 0 && total.pendingMinor() == 0, total, " of no refund"));
    }

    private static long given(List<Transfer> refunds, TransferStatus status) {
        return refunds.stream()
                .filter(refund -> refund.status() == status)
                .mapToLong(Transfer::amountMinor)
                .sum();
    }

    private static boolean has(Map<EventType, Set<String>> events, Transfer transfer, EventType type) {
        return has(events, transfer.id(), type);
    }

    private static boolean has(Map<EventType, Set<String>> events, UUID id, EventType type) {
        return events.getOrDefault(type, Set.of()).contains(id + ":" + type);
    }

    /** What has left the one shard for the other, by the payer's side, and not arrived, by the payee's. */
    private static BigInteger onItsWay(ShardModel payers, ShardModel payees, CurrencyCode currency) {
        Set<UUID> arrived = payees.inbound().stream()
                .filter(inbound -> inbound.outcome().credited())
                .map(InboundTransfer::transfer)
                .map(Transfer::id)
                .collect(Collectors.toSet());
        return sum(payers.transfers().stream()
                .filter(transfer -> transfer.status() == TransferStatus.PENDING
                        && transfer.payeeShard() == payees.shard()
                        && transfer.currency().equals(currency)
                        && !arrived.contains(transfer.id()))
                .map(Transfer::amountMinor));
    }

    private static BigInteger balance(ShardModel shard, ShardModel peer, CurrencyCode currency) {
        return shard.account(SystemAccounts.clearing(peer.shard(), currency))
                .map(account -> BigInteger.valueOf(account.postedMinor()))
                .orElse(BigInteger.ZERO);
    }

    private static BigInteger total(ShardModel shard, CurrencyCode currency) {
        return sum(shard.accounts().stream()
                .filter(account -> account.currency().equals(currency))
                .map(Account::postedMinor));
    }

    private static Collection<CurrencyCode> currencies(ShardModel shard) {
        return shard.accounts().stream().map(Account::currency).collect(Collectors.toSet());
    }

    private static BigInteger sum(Stream<Long> amounts) {
        return amounts.map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** @param otherwise what is said, piece by piece: it is put together only where it is needed */
    private void hold(boolean holds, @Nullable Object... otherwise) {
        if (!holds) {
            broken.add(Arrays.stream(otherwise).map(String::valueOf).collect(Collectors.joining()));
        }
    }
}
