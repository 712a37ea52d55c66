package io.groat.infra.drill.proof;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the shards' tables say of a drill's users. */
public final class Books {
    private final List<BookedTransfer> transfers = new ArrayList<>();
    private final Map<String, List<BookedEntry>> entries = new LinkedHashMap<>();
    private final Map<String, Long> posted = new LinkedHashMap<>();

    public void add(BookedTransfer transfer) {
        transfers.add(transfer);
    }

    public void add(BookedEntry entry) {
        entries.computeIfAbsent(entry.movement(), first -> new ArrayList<>(2)).add(entry);
    }

    /** Notes a user's balance in minor units; all accounts of a user count together. */
    public void addBalance(String user, long postedMinor) {
        posted.merge(user, postedMinor, Long::sum);
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

    /** All users' money, in minor units. */
    public long total() {
        return posted.values().stream().mapToLong(Long::longValue).sum();
    }
}
