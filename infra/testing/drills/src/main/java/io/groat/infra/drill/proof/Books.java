package io.groat.infra.drill.proof;

import io.groat.infra.drill.history.OrderKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the shards' tables say of a drill's users. */
public final class Books {
    private final List<BookedTransfer> transfers = new ArrayList<>();
    private final Map<String, List<BookedEntry>> entries = new LinkedHashMap<>();
    private final Map<String, Long> posted = new LinkedHashMap<>();
    private final Map<String, Long> held = new LinkedHashMap<>();
    private final Map<String, BookedHold> holds = new LinkedHashMap<>();
    private final Map<String, Map<String, Long>> increments = new LinkedHashMap<>();
    private final Map<String, Long> refunded = new LinkedHashMap<>();

    public void add(BookedTransfer transfer) {
        transfers.add(transfer);
    }

    public void add(BookedEntry entry) {
        entries.computeIfAbsent(entry.movement(), first -> new ArrayList<>(2)).add(entry);
    }

    public void add(BookedHold hold) {
        holds.put(hold.id(), hold);
    }

    /** Notes that a hold was increased under a key of its own. */
    public void addIncrement(String hold, String key, long amountMinor) {
        increments.computeIfAbsent(hold, first -> new LinkedHashMap<>()).put(key, amountMinor);
    }

    /** Notes how much of a movement is noted as given back, be it on its way. */
    public void addRefunded(String movement, long amountMinor) {
        refunded.merge(movement, amountMinor, Long::sum);
    }

    /** Notes a user's balance, and how much of it is reserved; all accounts of a user count together. */
    public void addBalance(String user, long postedMinor, long heldMinor) {
        posted.merge(user, postedMinor, Long::sum);
        held.merge(user, heldMinor, Long::sum);
    }

    public List<BookedTransfer> transfers() {
        return transfers;
    }

    /** The entries of each movement. */
    Map<String, List<BookedEntry>> entries() {
        return entries;
    }

    /** The entries of one transfer on users' accounts; empty when it moved nothing. */
    List<BookedEntry> entriesOf(String transferId) {
        return entries.getOrDefault(transferId, List.of());
    }

    /** Balances by user, in minor units. */
    public Map<String, Long> posted() {
        return posted;
    }

    /** What of it is reserved, by user, in minor units. */
    public Map<String, Long> held() {
        return held;
    }

    /** By their ids. */
    public Map<String, BookedHold> holds() {
        return holds;
    }

    /** By how much a hold was increased, by key. */
    Map<String, Long> incrementsOf(String hold) {
        return increments.getOrDefault(hold, Map.of());
    }

    /** What is noted as given back, by movement. */
    Map<String, Long> refunded() {
        return refunded;
    }

    /** What came in from outside less what went there, in minor units. */
    public long funded() {
        return transfers.stream()
                .filter(BookedTransfer::completed)
                .mapToLong(booked -> booked.kind() == OrderKind.DEPOSIT
                        ? booked.amountMinor()
                        : booked.kind() == OrderKind.WITHDRAWAL ? -booked.amountMinor() : 0)
                .sum();
    }

    /** What all payments cost, in minor units. */
    public long fees() {
        return transfers.stream()
                .filter(BookedTransfer::completed)
                .mapToLong(booked -> booked.payersFee() + booked.payeesFee())
                .sum();
    }

    /** What of it payers paid beside their payments, in minor units. */
    public long payersFees() {
        return transfers.stream()
                .filter(BookedTransfer::completed)
                .mapToLong(BookedTransfer::payersFee)
                .sum();
    }

    /** All users' money, in minor units. */
    public long total() {
        return posted.values().stream().mapToLong(Long::longValue).sum();
    }
}
